package org.jpsi.benchmarks;

import java.util.Arrays;
import java.util.List;

/// `training`, `matmul`, `inference` and so on: see `benchmarks/run`.
final class Main {
  private Main() {}

  static void main(String[] words) throws Exception {
    List<String> rest = Arrays.asList(words).subList(1, words.length);
    switch (words[0]) {
      case "jdk" -> System.out.println(System.getProperty("java.home"));
      case "training" -> TrainingBenchmark.run(Settings.of(rest));
      case "matmul" -> MatmulBenchmark.run(Settings.of(rest));
      default ->
          throw new IllegalArgumentException("expected training or matmul, found " + words[0]);
    }
  }
}
