package org.jpsi.analysis;

import java.nio.file.Path;
import java.util.List;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.core.errors.InputException;

/// Identity of a training, by which a checkpoint is matched: the digest of the training data, and
/// the analysis.
///
/// The analysis is written with every key, and compared as this version reads it. A key that the
/// version that wrote it did not know then has its default, as if the analysis left it out; a
/// default that has changed since keeps its old value.
///
/// @param data the digest of the training data
/// @param analysis with files by their names alone
record Identity(String data, AnalysisFile analysis) {
  static Identity of(PreparedTraining training) {
    return new Identity(training.digest(), Provenance.withoutFolders(training.analysis()));
  }

  /// The text that a checkpoint contains.
  String text() {
    return data + "\n" + analysis.toYaml();
  }

  /// Whether the text in a checkpoint is of the same training.
  boolean matches(String text) {
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
      // of a version with more keys
      return false;
    }
  }

  private static AnalysisFile read(String yaml) {
    return AnalysisReader.parse("checkpoint", yaml, Path.of(""), List.of()).analysis();
  }
}
