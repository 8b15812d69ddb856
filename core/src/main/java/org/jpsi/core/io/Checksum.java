package org.jpsi.core.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;

/// Checksum of a safetensors file: the SHA-256 of all its bytes, with zeros in the place of its own
/// 64 hexadecimal digits, which are the metadata `sha256`. Any changed bit changes it.
final class Checksum {
  /// The metadata's key.
  static final String KEY = "sha256";

  /// The digits while the checksum is computed.
  static final String ZEROS = "0".repeat(64);

  private static final String BEFORE = "\"" + KEY + "\":\"";

  private final MessageDigest digest;

  /// @param head of the file, up to its data, with {@link #ZEROS} as digits
  Checksum(byte[] head) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    digest.update(head);
  }

  /// Adds data, which stays to be read.
  void update(ByteBuffer data) {
    digest.update(data.duplicate());
  }

  /// The digits, once all data were added.
  String digits() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /// The index of the digits in a head; empty where they are not there exactly once, as they were
  /// written.
  static OptionalInt position(byte[] head, String digits) {
    byte[] sought = (BEFORE + digits + "\"").getBytes(StandardCharsets.UTF_8);
    int found = -1;
    for (int i = 0; i + sought.length <= head.length; i++) {
      if (Arrays.equals(head, i, i + sought.length, sought, 0, sought.length)) {
        if (found >= 0) {
          return OptionalInt.empty();
        }
        found = i + BEFORE.length();
      }
    }
    return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
  }

  /// The head with other digits at this index.
  static byte[] withDigits(byte[] head, int position, String digits) {
    byte[] changed = head.clone();
    byte[] bytes = digits.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, changed, position, bytes.length);
    return changed;
  }
}
