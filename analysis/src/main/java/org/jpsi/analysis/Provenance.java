package org.jpsi.analysis;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.table.EventBlocks;

/// Provenance of a model, the same on every machine: no time, host, path or number of threads.
final class Provenance {
  private Provenance() {}

  /// @param analysis as it ran
  /// @param data the digest of the training data
  static Map<String, String> of(AnalysisFile analysis, EventSet events, String data) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("analysis", withoutFolders(analysis).toYaml());
    lines.put("inputs", String.join("\n", events.inputs()));
    lines.put("data", data);
    return lines;
  }

  /// The analysis with file names instead of paths, so that the same files elsewhere give the same
  /// model.
  static AnalysisFile withoutFolders(AnalysisFile analysis) {
    return analysis.withPaths(Provenance::name);
  }

  private static String name(String path) {
    Path name = Path.of(path).getFileName();
    return name == null ? path : name.toString();
  }

  /// SHA-256 of the digests of folds.
  static String digestOfFolds(List<String> digests) {
    MessageDigest digest = sha256();
    digest.update(String.join("\n", digests).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /// SHA-256 of the training data.
  static String digest(List<Dataset> parts) {
    MessageDigest digest = sha256();
    for (Dataset part : parts) {
      for (int block = 0; block < EventBlocks.count(part.events()); block++) {
        int end = EventBlocks.end(block, part.events());
        update(digest, part.batch(EventBlocks.begin(block), end).inputs());
      }
      update(digest, part.targets());
      update(digest, part.weights());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += bytes.capacity() / 4) {
      int n = Math.min(bytes.capacity() / 4, values.length - from);
      bytes.clear().asFloatBuffer().put(values, from, n);
      digest.update(bytes.array(), 0, 4 * n);
    }
  }
}
