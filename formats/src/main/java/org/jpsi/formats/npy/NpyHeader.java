package org.jpsi.formats.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.io.Numeral;

/// Header of an NPY file: `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`.
record NpyHeader(NpyType type, boolean fortran, int[] shape, int count) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  // numpy reads headers of up to 10,000 characters, and arrays of up to 64 axes
  private static final int MAX_HEADER = 10_000;
  private static final int MAX_AXES = 64;

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
    NpyScanner.Entries entries = NpyScanner.entries(text, wrong(file));
    boolean fields = entries.descr().equals("[");
    NpyType type = NpyType.of(entries.descr());
    if (type == null) {
      throw wrong(file)
          .expected("numbers of type f2, f4, f8, i1 to i8, u1 to u8 or b1")
          .found(fields ? "an array with fields" : "`" + entries.descr() + "`")
          .remedy("save " + (fields ? "one of its fields" : "x.astype('f4')"))
          .exception();
    }
    int[] shape = shape(file, entries.shape());
    return new NpyHeader(type, entries.fortran(), shape, count(file, shape));
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
      String word = words[i].strip();
      word = word.endsWith("L") ? word.substring(0, word.length() - 1) : word;
      boolean zeros = word.length() > 1 && word.charAt(0) == '0';
      if (!Numeral.isDigits(word) || word.length() > 9 || zeros) {
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
