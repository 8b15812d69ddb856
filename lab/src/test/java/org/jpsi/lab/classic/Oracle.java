package org.jpsi.lab.classic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/// What `oracles/classic.py` worked out by other hands.
final class Oracle {
  private final String text;

  private Oracle(String text) {
    this.text = text;
  }

  static Oracle of(String file) {
    try (InputStream in = Objects.requireNonNull(Oracle.class.getResourceAsStream(file), file)) {
      return new Oracle(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double[] numbers(String name) {
    String line = text.lines().filter(l -> l.startsWith(name + " ")).findFirst().orElseThrow();
    return Arrays.stream(line.split(" ")).skip(1).mapToDouble(Double::parseDouble).toArray();
  }

  int[] integers(String name) {
    return Arrays.stream(numbers(name)).mapToInt(v -> (int) v).toArray();
  }

  double[][] rows(String name, int width) {
    double[] all = numbers(name);
    double[][] rows = new double[all.length / width][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(all, i * width, (i + 1) * width);
    }
    return rows;
  }
}
