package org.jpsi.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jpsi.formats.npy.Npy;

/// NPY: headers of Python's literals, shapes whose product overflows, types within types.
final class NpyTarget implements FuzzTarget {
  @Override
  public String name() {
    return "npy";
  }

  @Override
  public byte[] input(Chance chance) {
    String type =
        chance.of("<f4", "<f8", ">i2", "|b1", "|u1", "<u8", "<f2", "<c8", "|O", "|f4", "<i9", "f4");
    int a = chance.size();
    int b = chance.size();
    String shape =
        chance.of(
            "(" + a + "," + b + ")",
            "(" + a + ",)",
            "()",
            "(" + chance.limit() + ", " + chance.limit() + ")",
            "(0, " + chance.limit() + ")",
            "(" + "1,".repeat(chance.below(90)) + ")",
            "(3L, 4L)",
            "(" + a + ")",
            "[" + a + "]");
    String descr =
        chance.oneIn(8)
            ? chance.of(
                "[('a', '<f4'), ('b', '<f4')]",
                "[".repeat(chance.size()) + "]",
                "('<f4', (2,))",
                "'" + chance.name() + "'",
                "\"<f4\"",
                "")
            : "'" + type + "'";
    String[] entries = {
      "'descr': " + descr,
      "'fortran_order': " + chance.of("False", "False", "True", "0", ""),
      "'shape': " + shape,
      "'" + chance.name() + "': 1"
    };
    StringBuilder header = new StringBuilder("{");
    int from = chance.below(3);
    for (int i = 0; i < 3 + (chance.oneIn(10) ? 1 : 0); i++) {
      header.append(entries[(from + i) % (i < 3 ? 3 : 4)]).append(", ");
    }
    header.append("}");
    String text = header.toString();
    return file(
        1 + chance.below(chance.oneIn(10) ? 5 : 3),
        (chance.oneIn(4) ? chance.shuffled(text) : text)
            + " ".repeat(chance.below(64))
            + (chance.oneIn(8) ? "" : "\n"),
        chance.oneIn(3) ? chance.below(100) : bytes(type) * a * b);
  }

  private static int bytes(String type) {
    char last = type.charAt(type.length() - 1);
    return last >= '1' && last <= '8' ? last - '0' : 1;
  }

  private static byte[] file(int version, String header, int data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(text.length);
    out.write(length.array(), 0, version == 1 ? 2 : 4);
    out.writeBytes(text);
    out.writeBytes(new byte[Math.min(data, 1 << 20)]);
    return out.toByteArray();
  }

  @Override
  public Map<String, Supplier<byte[]>> extremes() {
    Map<String, Supplier<byte[]>> extremes = new LinkedHashMap<>();
    extremes.put(
        "a shape beyond 2^64", () -> header("'<f4'", "(" + "999999999,".repeat(60) + ")", 4));
    extremes.put("a shape of nothing", () -> header("'<f4'", "(0,999999999,999999999)", 0));
    extremes.put("four billion claimed", () -> header("'|u1'", "(2147483647,)", 4));
    extremes.put("65 axes", () -> header("'<f4'", "(" + "1,".repeat(65) + ")", 4));
    extremes.put(
        "a hundred thousand fields",
        () -> header("[" + "('a','<f4'),".repeat(100_000) + "]", "(1,)", 4));
    extremes.put("fields in fields", () -> header("[".repeat(4000) + "]".repeat(4000), "(1,)", 4));
    extremes.put("blanks", () -> header("'<f4'" + " ".repeat(9000), "(1,)", 4));
    extremes.put("keys", () -> file(1, "{" + "'descr':".repeat(1200) + "}", 4));
    extremes.put("quotes", () -> file(1, "{'descr': " + "'".repeat(9900) + "}", 4));
    return extremes;
  }

  private static byte[] header(String type, String shape, int data) {
    return file(
        3, "{'descr': " + type + ", 'fortran_order': False, 'shape': " + shape + "}\n", data);
  }

  @Override
  public void read(Path file) {
    Npy.read(file);
  }
}
