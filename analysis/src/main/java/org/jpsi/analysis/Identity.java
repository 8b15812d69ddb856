package org.jpsi.analysis;

import java.nio.file.Path;
import java.util.List;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.core.errors.InputException;

/// What a checkpoint belongs to: the numbers that training sees, and the analysis.
///
/// It is written with every key, and compared as this version reads it. A key that the version
/// which wrote it did not know is then at its default, as one that the analysis leaves out; a
/// default that is another today is what it was then.
///
/// @param data the digest of the numbers
/// @param analysis with files by their names alone
record Identity(String data, AnalysisFile analysis) {
  static Identity of(PreparedTraining job) {
    return new Identity(job.digest(), Provenance.withoutFolders(job.analysis()));
  }

  /// As a checkpoint holds it.
  String text() {
    return data + "\n" + analysis.toYaml();
  }

  /// Whether what a checkpoint holds means this.
  boolean isToldBy(String text) {
    if (text.equals(text())) {
      return true;
    }
    int end = text.indexOf('\n');
    if (end < 0 || !text.substring(0, end).equals(data)) {
      return false;
    }
    try {
      return read(text.substring(end + 1)).equals(read(analysis.toYaml()));
    } catch (InputException unknown) {
      // of a version that knew more
      return false;
    }
  }

  private static AnalysisFile read(String yaml) {
    return AnalysisReader.parse("checkpoint", yaml, Path.of(""), List.of()).analysis();
  }
}
