package org.jpsi.formats.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;

/// Header of an NPY file: `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`.
record NpyHeader(NpyType type, boolean fortran, int[] shape, int count) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  // numpy reads headers of up to 10,000 characters, and arrays of up to 64 axes
  private static final int MAX_HEADER = 10_000;
  private static final int MAX_AXES = 64;
  private static final Pattern DESCRIPTION =
      entry("descr", "(?<quote>['\"])(?<letters>[^'\"]*)\\k<quote>|\\[");
  private static final Pattern ORDER = entry("fortran_order", "(True|False)");
  private static final Pattern SHAPE = entry("shape", "\\(([0-9L,\\s]*)\\)");

  // a header whose three entries are taken out
  private static final Pattern REST =
      Pattern.compile("\\s*\\{\\s*#\\s*,\\s*#\\s*,\\s*#\\s*(,\\s*)?}\\s*");

  private static Pattern entry(String key, String value) {
    return Pattern.compile("(?:'" + key + "'|\"" + key + "\")\\s*:\\s*(?:" + value + ")");
  }

  /// Reads the header, and checks the size of the data that follow.
  static NpyHeader read(Path file, FileChannel channel) throws IOException {
    byte[] head = new byte[8];
    fill(file, channel, ByteBuffer.wrap(head));
    if (!Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw wrong(file).expected("an array file of NumPy").found("other bytes").exception();
    }
    if (head[6] < 1 || head[6] > 3) {
      throw wrong(file)
          .expected("version 1, 2 or 3 of NumPy's format")
          .found("version " + (head[6] & 0xFF))
          .exception();
    }
    ByteBuffer size = ByteBuffer.allocate(head[6] == 1 ? 2 : 4).order(ByteOrder.LITTLE_ENDIAN);
    fill(file, channel, size);
    long length = head[6] == 1 ? size.getShort(0) & 0xFFFF : size.getInt(0) & 0xFFFFFFFFL;
    if (length > MAX_HEADER) {
      throw wrong(file)
          .expected("a header of at most " + MAX_HEADER + " bytes")
          .found(length + " bytes")
          .exception();
    }
    byte[] text = new byte[(int) length];
    fill(file, channel, ByteBuffer.wrap(text));
    NpyHeader header = parse(file, new String(text, StandardCharsets.UTF_8));
    long expected = (long) header.count * header.type.bytes();
    long available = channel.size() - channel.position();
    if (expected != available) {
      throw wrong(file)
          .expected(expected + " bytes of numbers for the shape " + Arrays.toString(header.shape))
          .found(available + " bytes")
          .remedy(expected > available ? "the file is cut short" : "save one array in one file")
          .exception();
    }
    return header;
  }

  private static NpyHeader parse(Path file, String text) {
    Matcher description = match(file, DESCRIPTION, text, "descr");
    String letters = description.group("letters");
    NpyType type = letters == null ? null : NpyType.of(letters);
    if (type == null) {
      throw wrong(file)
          .expected("numbers of type f2, f4, f8, i1 to i8, u1 to u8 or b1")
          .found(letters == null ? "an array with fields" : "`" + letters + "`")
          .remedy("save " + (letters == null ? "one of its fields" : "x.astype('f4')"))
          .exception();
    }
    boolean fortran = match(file, ORDER, text, "fortran_order").group(1).equals("True");
    int[] shape = shape(file, match(file, SHAPE, text, "shape").group(1));
    String rest = text;
    for (Pattern entry : new Pattern[] {DESCRIPTION, ORDER, SHAPE}) {
      rest = entry.matcher(rest).replaceFirst("#");
    }
    if (!REST.matcher(rest).matches()) {
      throw wrong(file)
          .expected("a header of `descr`, `fortran_order` and `shape`, each once")
          .found(text.strip())
          .exception();
    }
    return new NpyHeader(type, fortran, shape, count(file, shape));
  }

  private static Matcher match(Path file, Pattern pattern, String text, String key) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw wrong(file).expected("`" + key + "` in the header").found(text.strip()).exception();
    }
    return matcher;
  }

  private static int[] shape(Path file, String tuple) {
    // one size alone is followed by a comma, several may be
    String[] words = tuple.isBlank() ? new String[0] : tuple.split(",", -1);
    if (words.length > 1 && words[words.length - 1].isBlank()) {
      words = Arrays.copyOf(words, words.length - 1);
    } else if (words.length == 1) {
      throw wrong(file).expected("a tuple of sizes").found("(" + tuple + ")").exception();
    }
    if (words.length > MAX_AXES) {
      throw wrong(file)
          .expected("at most " + MAX_AXES + " axes")
          .found(Integer.toString(words.length))
          .exception();
    }
    int[] shape = new int[words.length];
    for (int i = 0; i < shape.length; i++) {
      // Python 2 wrote 3L
      String word = words[i].strip().replaceAll("L$", "");
      if (!word.matches("0|[1-9][0-9]{0,8}")) {
        throw wrong(file).expected("sizes below 10^9").found("(" + tuple + ")").exception();
      }
      shape[i] = Integer.parseInt(word);
    }
    return shape;
  }

  private static int count(Path file, int[] shape) {
    long count = 1;
    for (int size : shape) {
      count *= size;
      if (count > Integer.MAX_VALUE) {
        throw wrong(file)
            .expected("at most 2^31 - 1 numbers")
            .found("the shape " + Arrays.toString(shape))
            .exception();
      }
    }
    return (int) count;
  }

  /// The sizes in the order of the file: a Fortran array is the transpose of a C array.
  int[] shapeInFile() {
    int[] sizes = shape.clone();
    for (int i = 0; fortran && i < sizes.length; i++) {
      sizes[i] = shape[sizes.length - 1 - i];
    }
    return sizes;
  }

  static void fill(Path file, FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw wrong(file)
            .kind(Problem.Kind.DAMAGED_FILE)
            .expected("an array file of NumPy")
            .found("its end")
            .exception();
      }
    }
    buffer.flip();
  }

  private static InputException.Builder wrong(Path file) {
    return InputException.at(file.toString());
  }
}
