package org.jpsi.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.PreprocessingStep;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.task.Task;

/// Prints digests of what `jpsi train` does with an analysis: how events are made ready, the course
/// of the training, the bytes of the model file, the scores of the test events.
final class RunDigests {
  private static final Map<String, String> ANALYSES =
      new TreeMap<>(
          Map.of(
              "binary",
              """
              samples: [{files: sig.root, class: signal}, {files: bkg.root, class: background}]
              signal: signal
              weight: w
              select: y > -cut
              constants: {cut: 1.5}
              features: [x, y, {name: r, is: "sqrt(x**2 + array[0]**2)", unit: GeV}]
              network: {layers: [8, 4], dropout: 0.1}
              training: {epochs: 4, batch: 300}
              """,
              "decorrelated",
              """
              samples: [{files: sig.root, class: signal}, {files: bkg.root, class: background}]
              features: [x, y, "array[0]"]
              decorrelate: {from: [x, y + `jet1_b-tag`], strength: 5}
              members: 2
              training: {budget: quick, epochs: 8}
              """,
              "default",
              """
              samples: [{files: sig.root, class: signal}, {files: bkg.root, class: background}]
              weight: w
              features: [x, y, "array[0]"]
              members: 3
              training: {budget: quick, epochs: 3}
              """,
              "default-multiclass",
              """
              samples: [{files: [sig.root, bkg.root, other.root]}]
              label: word
              features: [x, y, "array[1]"]
              members: 3
              training: {budget: quick, epochs: 3}
              """,
              "multiclass",
              """
              samples: [{files: [sig.root, bkg.root, other.root]}]
              label: word
              features: [x, y, "array[1]"]
              network: {layers: [8], activation: tanh, normalization: batch}
              training: {epochs: 3, batch: 100, average: ema, clip: {norm: 1}}
              """,
              "parametrized",
              """
              samples: [{files: sig.root, class: signal}, {files: bkg.root, class: background}]
              features: [x, y]
              parameters: y
              network: {layers: [8, 4], dropout: 0.1}
              training: {epochs: 4, batch: 300}
              """,
              "refined",
              """
              samples: [{files: [sig.root, bkg.root]}]
              label: word
              weight: w
              features: [x, y]
              negativeWeights: refine
              network: {layers: [8]}
              training: {epochs: 2, batch: 100}
              """,
              "regression",
              """
              samples: [{files: [sig.root, bkg.root]}]
              target: [target, {name: half, is: "target / 2 + array[0]", unit: MeV}]
              features: [x, y]
              weight: w
              network: {layers: [8], activation: gelu, normalization: layer}
              training: {epochs: 3, batch: 100, optimizer: sgd, schedule: oneCycle}
              """,
              "transformed",
              """
              samples: [{files: sig.root, class: signal}, {files: bkg.root, class: background}]
              weight: w
              features: [x, y, "array[0]", "array[1]"]
              transformations: [{of: [x, y]}, {of: ["array[0]", "array[1]"], how: decorrelate}]
              network: {layers: [8]}
              training: {epochs: 3, batch: 100}
              """));

  private final Path folder;

  private RunDigests(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("digest");
    try {
      Toy.write(folder.resolve("sig.root"), "t", Toy.events(600, 1, 1));
      Toy.write(folder.resolve("bkg.root"), "t", Toy.events(700, 2, 0));
      Toy.write(folder.resolve("other.root"), "t", Toy.events(500, 3, 2));
      RunDigests run = new RunDigests(folder);
      Digests alone = run.all(1);
      Map<String, String> shared = run.all(3).values();
      if (!shared.equals(alone.values())) {
        throw new AssertionError("3 threads give " + shared + ", one " + alone.values());
      }
      alone.print();
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private Digests all(int threads) throws IOException {
    Digests digests = new Digests();
    for (Map.Entry<String, String> analysis : ANALYSES.entrySet()) {
      digest(digests, analysis.getKey(), analysis.getValue(), threads);
    }
    return digests;
  }

  private void digest(Digests digests, String name, String yaml, int threads) throws IOException {
    ProgressListener watch = ProgressListener.SILENT;
    PreparedTraining training =
        TrainService.prepare(
            AnalysisReader.parse(name, yaml, folder, List.of()),
            threads,
            watch,
            new Warnings(watch));
    TrainingPreprocessing preprocessing = training.preprocessing();
    columns(digests.line("preparation." + name + ".features"), preprocessing.features().columns());
    if (!preprocessing.targets().isEmpty()) {
      columns(digests.line("preparation." + name + ".targets"), preprocessing.targets());
    }
    digests.line("preparation." + name + ".trainingWeights").add(preprocessing.weightFactors());
    Digest events = digests.line("events." + name);
    for (Dataset part : List.of(training.train(), training.validation())) {
      events.add(part.inputs()).add(part.targets()).add(part.weights());
    }
    TrainedModel learned =
        new ModelTraining(training, Learners.of(training), threads, watch).all().getFirst();
    Digest history = digests.line("run." + name + ".history");
    for (Epoch e : learned.history().epochs()) {
      history.add(e.trainLoss(), e.validationLoss(), e.metric(), e.learningRate(), e.penalty());
    }
    Path file = folder.resolve("model.safetensors");
    ModelFile.write(training.model(learned.predictor()), file);
    digests.line("run." + name + ".model").add(Files.readAllBytes(file));
    Dataset test = training.parts().test();
    Digest line = digests.line("run." + name + ".scores");
    for (double score : Scorer.of(ModelFile.read(file)).score(test.inputs(), test.events())) {
      // probabilities are float32 numbers
      if (training.task() instanceof Task.Regression) {
        line.add(score);
      } else {
        line.add((float) score);
      }
    }
  }

  private static void columns(Digest digest, List<ColumnPreprocessing> columns) {
    for (ColumnPreprocessing column : columns) {
      PreprocessingStep.Standardize scale = column.standardization();
      digest.add(scale.mean(), scale.deviation(), column.low(), column.high());
    }
  }
}
