package org.jpsi.formats.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jpsi.core.io.AtomicFile;
import org.jpsi.core.io.IoFailure;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// NPY files of tensors: NumPy's array files (numpy/lib/format.py, versions 1 to 3).
///
/// ```java
/// Tensor x = Npy.read(Path.of("images.npy"));      // numpy.save("images.npy", x)
/// Npy.write(Path.of("scores.npy"), scores);        // numpy.load("scores.npy")
/// ```
public final class Npy {
  private static final int BUFFER = 1 << 16;
  private static final int ALIGN = 64;
  // numpy leaves room for the first size to grow to this many digits
  private static final int GROWTH = 21;

  private Npy() {}

  /// Reads one array of numbers (f2, f4, f8, i1 to i8, u1 to u8, b1) of either byte order, in C's
  /// or Fortran's order of elements. Numbers that float32 does not hold are rounded to it.
  ///
  /// @throws InputException where the file is damaged or holds something else; nothing is allocated
  ///   for what the file does not have
  public static Tensor read(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      NpyHeader header = NpyHeader.read(file, channel);
      Tensor inOrder =
          Tensor.view(values(file, channel, header), 0, Shape.of(header.shapeInFile()));
      return header.fortran() ? reversed(inOrder) : inOrder;
    } catch (IOException e) {
      throw IoFailure.reading(file.toString(), e);
    }
  }

  private static float[] values(Path file, FileChannel channel, NpyHeader header)
      throws IOException {
    NpyType type = header.type();
    float[] values = new float[header.count()];
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(type.order());
    int done = 0;
    while (done < values.length) {
      int n = Math.min(BUFFER / type.bytes(), values.length - done);
      NpyHeader.fill(file, channel, buffer.clear().limit(n * type.bytes()));
      for (int i = 0; i < n; i++) {
        values[done + i] = type.read(buffer);
      }
      done += n;
    }
    return values;
  }

  private static Tensor reversed(Tensor tensor) {
    int rank = tensor.shape().rank();
    return tensor.permute(IntStream.range(0, rank).map(i -> rank - 1 - i).toArray());
  }

  /// Writes a tensor as float32, byte for byte as `numpy.save` does; the file appears whole or not
  /// at all.
  public static void write(Path file, Tensor tensor) {
    try (AtomicFile out = AtomicFile.create(file)) {
      out.write(header(tensor.shape()));
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < tensor.count(); i++) {
        if (!buffer.hasRemaining()) {
          out.write(buffer.flip());
          buffer.clear();
        }
        buffer.putFloat(tensor.values()[tensor.offset() + i]);
      }
      out.write(buffer.flip());
      out.finish();
    }
  }

  private static ByteBuffer header(Shape shape) {
    String sizes =
        IntStream.of(shape.sizes()).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String tuple = "(" + sizes + (shape.rank() == 1 ? ",)" : ")");
    String text = "{'descr': '<f4', 'fortran_order': False, 'shape': " + tuple + ", }";
    int room = shape.rank() == 0 ? 0 : GROWTH - Integer.toString(shape.size(0)).length();
    int length = (11 + text.length() + room + ALIGN) / ALIGN * ALIGN - 10;
    ByteBuffer bytes = ByteBuffer.allocate(10 + length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) 1).put((byte) 0).putShort((short) length);
    bytes.put(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.remaining() > 1) {
      bytes.put((byte) ' ');
    }
    return bytes.put((byte) '\n').flip();
  }
}
