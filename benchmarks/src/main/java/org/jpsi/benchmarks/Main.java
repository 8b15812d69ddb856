package org.jpsi.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Entry point of the benchmarks `training`, `operations`, `matmul`, `inference` and others: see
/// `benchmarks/run`.
final class Main {
  private Main() {}

  static void main(String[] words) throws Exception {
    List<String> rest = Arrays.asList(words).subList(1, words.length);
    switch (words[0]) {
      case "jdk" -> System.out.println(System.getProperty("java.home"));
      case "training" -> TrainingBenchmark.run(Settings.of(rest));
      case "operations" -> OperationBenchmark.run(Settings.of(rest));
      case "matmul" -> MatmulBenchmark.run(Settings.of(rest));
      case "inference" -> InferenceBenchmark.run(Settings.of(rest));
      case "files" ->
          FileBenchmark.run(Path.of(rest.getFirst()), Settings.of(rest.subList(1, rest.size())));
      case "scoring" -> LayerScoring.run(Settings.of(rest));
      case "members" -> MemberScoring.run(Settings.of(rest));
      case "memberfiles" -> MemberScoring.write(Path.of(rest.getFirst()));
      case "coverage" -> RootCoverage.run(rest.stream().map(Path::of).toList(), System.out);
      case "onnxruntime" -> OnnxRuntime.run(Settings.of(rest));
      case "scores" -> OnnxRuntime.verify(Settings.of(rest));
      case "curve" ->
          TrainingCheck.run(Path.of(rest.getFirst()), Settings.of(rest.subList(1, rest.size())));
      default ->
          throw new IllegalArgumentException(
              "expected training, operations, matmul, inference, files, scoring, members,"
                  + " memberfiles, coverage, onnxruntime, scores or curve, found "
                  + words[0]);
    }
  }
}
