package org.jpsi.core.eval;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/// Reference values of metrics, computed by `oracles/eval.py` with other libraries.
final class Oracle {
  private static final List<String> LINES = lines();
  private static final Properties EXPECTED = properties("expected.properties");
  private static final Properties PAIRED = properties("paired.properties");

  private Oracle() {}

  static double expected(String key) {
    return Double.parseDouble(Objects.requireNonNull(EXPECTED.getProperty(key), key));
  }

  /// By `oracles/paired.py`.
  static double paired(String key) {
    return Double.parseDouble(Objects.requireNonNull(PAIRED.getProperty(key), key));
  }

  static double[] column(String name) {
    int at = List.of(LINES.getFirst().split(",")).indexOf(name);
    return LINES.stream().skip(1).mapToDouble(l -> Double.parseDouble(l.split(",")[at])).toArray();
  }

  static boolean[] signal() {
    return OneVsRest.isClass(whole("signal"), 1);
  }

  static int[] label() {
    return whole("label");
  }

  static double[][] scores() {
    return new double[][] {column("score0"), column("score1"), column("score2")};
  }

  private static int[] whole(String name) {
    double[] values = column(name);
    int[] whole = new int[values.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (int) values[i];
    }
    return whole;
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(Oracle.class.getResourceAsStream(name), name);
  }

  private static List<String> lines() {
    try (InputStream in = open("events.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties properties(String name) {
    Properties properties = new Properties();
    try (Reader in = new InputStreamReader(open(name), StandardCharsets.UTF_8)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
