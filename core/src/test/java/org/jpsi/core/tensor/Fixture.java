package org.jpsi.core.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Arrays written by `oracles/engine.py` and others in its format.
public final class Fixture {
  private final Map<String, double[]> values = new LinkedHashMap<>();
  private final Map<String, Shape> shapes = new LinkedHashMap<>();

  private Fixture(List<String> lines) {
    for (String line : lines) {
      String[] words = line.stripTrailing().split(" ");
      int[] sizes =
          words[1].equals("scalar")
              ? new int[0]
              : Arrays.stream(words[1].split("x")).mapToInt(Integer::parseInt).toArray();
      shapes.put(words[0], Shape.of(sizes));
      values.put(words[0], Arrays.stream(words).skip(2).mapToDouble(Fixture::number).toArray());
    }
  }

  public static Fixture named(String name) {
    return new Fixture(lines(name));
  }

  static Fixture line(String line) {
    return new Fixture(List.of(line));
  }

  static List<String> lines(String name) {
    try (InputStream in = Fixture.class.getResourceAsStream("/engine/" + name + ".txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double number(String word) {
    return switch (word) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(word);
    };
  }

  /// Names up to the first point.
  public List<String> groups() {
    return values.keySet().stream()
        .map(key -> key.substring(0, key.indexOf('.')))
        .distinct()
        .toList();
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public double[] array(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  public float[] floats(String name) {
    double[] array = array(name);
    float[] floats = new float[array.length];
    for (int i = 0; i < array.length; i++) {
      floats[i] = (float) array[i];
    }
    return floats;
  }

  public Tensor tensor(String name) {
    return Tensor.view(floats(name), 0, Objects.requireNonNull(shapes.get(name)));
  }

  public Shape shape(String name) {
    return Objects.requireNonNull(shapes.get(name));
  }

  /// The largest `|a - b| / (1 + |b|)` between an array of ours and one of the fixture; infinite
  /// where lengths differ.
  public double error(float[] ours, String name) {
    double[] theirs = array(name);
    if (ours.length != theirs.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int i = 0; i < ours.length; i++) {
      double error = Math.abs(ours[i] - theirs[i]) / (1 + Math.abs(theirs[i]));
      largest = error <= largest ? largest : error;
    }
    return largest;
  }
}
