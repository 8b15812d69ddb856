package org.jpsi.lab.rl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Arrays written by `oracles/rl.py`: a name, a shape such as `3x2` or `scalar`, and the numbers in
/// each line.
final class Oracle {
  private Oracle() {}

  static double[] array(String name) {
    return Arrays.stream(words(name)).skip(2).mapToDouble(Double::parseDouble).toArray();
  }

  static Tensor tensor(String name) {
    String shape = words(name)[1];
    int[] sizes =
        shape.equals("scalar")
            ? new int[0]
            : Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
    double[] array = array(name);
    float[] floats = new float[array.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) array[i];
    }
    return Tensor.view(floats, 0, Shape.of(sizes));
  }

  private static String[] words(String name) {
    try (InputStream in = Objects.requireNonNull(Oracle.class.getResourceAsStream("oracle.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .findFirst()
          .orElseThrow()
          .split(" ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
