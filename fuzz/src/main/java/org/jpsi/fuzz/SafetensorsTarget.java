package org.jpsi.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jpsi.core.io.Safetensors;

/// Safetensors: JSON headers with shapes, offsets and names that contradict each other or the file.
final class SafetensorsTarget implements FuzzTarget {
  private static final int DIGITS = 64;

  @Override
  public String name() {
    return "safetensors";
  }

  @Override
  public byte[] input(Chance chance) {
    StringBuilder json = new StringBuilder("{");
    long end = 0;
    int arrays = chance.size();
    for (int i = 0; i < arrays && json.length() < 50_000; i++) {
      long a = chance.oneIn(8) ? chance.limit() : chance.below(8);
      long b = chance.oneIn(8) ? chance.limit() : chance.below(8);
      long begin = chance.oneIn(12) ? chance.limit() : end;
      end = chance.oneIn(12) ? chance.limit() : begin + 4 * a * b;
      json.append(i == 0 ? "" : ",").append(quoted(chance.oneIn(6) ? chance.name() : "a" + i));
      json.append(":{\"dtype\":").append(chance.oneIn(12) ? json(chance, 2) : "\"F32\"");
      json.append(",\"shape\":")
          .append(chance.oneIn(12) ? json(chance, 2) : "[" + a + "," + b + "]");
      json.append(",\"data_offsets\":[" + begin + "," + end + "]}");
    }
    if (chance.oneIn(3)) {
      json.append(arrays == 0 ? "" : ",").append("\"__metadata__\":").append(json(chance, 3));
    }
    json.append("}");
    String text = json.toString();
    int data = chance.oneIn(6) || end < 0 || end > 1 << 16 ? chance.below(64) : (int) end;
    return file(chance.oneIn(4) ? chance.shuffled(text) : text, data);
  }

  /// A value of JSON.
  static String json(Chance chance, int depth) {
    return switch (chance.below(depth > 0 ? 8 : 6)) {
      case 0 -> Long.toString(chance.limit());
      case 1 -> chance.of("1e400", "-0", "1.5", "01", "1.", "-", "0x1", "NaN", "1e999999");
      case 2 -> quoted(chance.name());
      case 3 -> chance.of("true", "false", "null", "nul", "\"\\u12\"", "\"\\x\"");
      case 4 -> chance.of("[]", "{}", "[", "{\"a\"}", "");
      case 5 -> "\"" + chance.of("F32", "F16", "I64") + "\"";
      case 6 -> "[" + json(chance, depth - 1) + "," + json(chance, depth - 1) + "]";
      default ->
          "{"
              + quoted(chance.name())
              + ":"
              + json(chance, depth - 1)
              + ",\"k\":"
              + json(chance, depth - 1)
              + "}";
    };
  }

  static String quoted(String name) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : name.toCharArray()) {
      out.append(
          c == '"' || c == '\\'
              ? "\\" + c
              : c < 0x20 ? String.format(Locale.ROOT, "\\u%04x", (int) c) : "" + c);
    }
    return out.append('"').toString();
  }

  static byte[] file(String header, int data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  /// A member of `__metadata__` for {@link #withChecksum}.
  static String checksum() {
    return "\"sha256\":\"" + "0".repeat(DIGITS) + "\"";
  }

  /// The file with the SHA-256 of its bytes in the place of the digits of {@link #checksum}.
  static byte[] withChecksum(byte[] file) {
    byte[] mark = "\"sha256\":\"".getBytes(StandardCharsets.US_ASCII);
    int at = 0;
    while (at + mark.length + DIGITS <= file.length
        && !(file[at] == '"'
            && file[at + 1] == 's'
            && file[at + 2] == 'h'
            && Arrays.equals(file, at, at + mark.length, mark, 0, mark.length))) {
      at++;
    }
    int from = at + mark.length;
    if (from + DIGITS > file.length) {
      return file;
    }
    byte[] sealed = file.clone();
    Arrays.fill(sealed, from, from + DIGITS, (byte) '0');
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(sealed);
      byte[] digits = HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(digits, 0, sealed, from, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    return sealed;
  }

  @Override
  public byte[] sealed(byte[] input) {
    return withChecksum(input);
  }

  @Override
  public Map<String, Supplier<byte[]>> extremes() {
    Map<String, Supplier<byte[]>> extremes = new LinkedHashMap<>();
    extremes.put("a million arrays", () -> file(arrays(1_000_000), 0));
    extremes.put("a hundred thousand arrays", () -> file(arrays(100_000), 0));
    extremes.put("an axis a value", () -> file(array("1,".repeat(900_000) + "1", 4), 4));
    extremes.put("axes of 2^62", () -> file(array("4611686018427387904,4", 4), 4));
    extremes.put("axes of nothing", () -> file(array("0,2147483647,2147483647", 0), 0));
    extremes.put("overlapping arrays", () -> file(overlapping(), 400));
    extremes.put("lists in lists", () -> file("[".repeat(1 << 20), 0));
    extremes.put("objects in objects", () -> file("{\"a\":".repeat(1 << 18), 0));
    extremes.put("empty lists", () -> file("{\"a\":[" + "[],".repeat(900_000) + "[]]}", 0));
    extremes.put("empty objects", () -> file("{\"a\":[" + "{},".repeat(900_000) + "{}]}", 0));
    extremes.put("small objects", () -> file("{\"a\":[" + "{\"\":0},".repeat(450_000) + "0]}", 0));
    extremes.put("a million keys", () -> file(keys(990_000), 0));
    extremes.put("names of one hash", () -> file(hashes(), 0));
    extremes.put("a text of 10 MB", () -> file("{\"" + "a".repeat(10 << 20) + "\":1}", 0));
    extremes.put("digits", () -> file("{\"a\":" + "1".repeat(10 << 20) + "}", 0));
    extremes.put("blanks", () -> file("{" + " ".repeat(10 << 20) + "}", 0));
    extremes.put("escapes", () -> file("{\"" + "\\u0000".repeat(1 << 20) + "\":1}", 0));
    return extremes;
  }

  private static String arrays(int count) {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      json.append(i == 0 ? "" : ",").append("\"a").append(i);
      json.append("\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}");
    }
    return json.append("}").toString();
  }

  private static String array(String shape, int bytes) {
    return "{\"a\":{\"dtype\":\"F32\",\"shape\":["
        + shape
        + "],\"data_offsets\":[0,"
        + bytes
        + "]}}";
  }

  private static String overlapping() {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 50_000; i++) {
      json.append(i == 0 ? "" : ",").append("\"a").append(i);
      json.append("\":{\"dtype\":\"F32\",\"shape\":[100],\"data_offsets\":[0,400]}");
    }
    return json.append("}").toString();
  }

  private static String keys(int count) {
    StringBuilder json = new StringBuilder("{\"__metadata__\":{");
    for (int i = 0; i < count; i++) {
      json.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":\"\"");
    }
    return json.append("}}").toString();
  }

  // AaAa and BBBB have one hash code, and so has each text of Aa and BB
  private static String hashes() {
    StringBuilder json = new StringBuilder("{\"__metadata__\":{");
    for (int i = 0; i < 1 << 16; i++) {
      json.append(i == 0 ? "\"" : ",\"");
      for (int bit = 0; bit < 16; bit++) {
        json.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      json.append("\":\"\"");
    }
    return json.append("}}").toString();
  }

  @Override
  public void read(Path file) {
    Safetensors.read(file);
  }
}
