package org.jpsi.core.digest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.model.EventScorer;
import org.jpsi.core.model.KeptModels;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.nn.Init;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.train.Checkpoint;
import org.jpsi.core.train.TrainingState;

/// Digests of models: the bytes of model files, and the scores of every kind of model.
final class ModelDigests {
  private ModelDigests() {}

  static void into(Digests digests) {
    for (String name : KeptModels.NAMES) {
      Model model = KeptModels.read(name);
      scores(digests.line("scores." + name), model);
      file(digests.line("file.model." + name), path -> ModelFile.write(model, path));
    }
    file(
        digests.line("file.checkpoint"),
        path ->
            new Checkpoint(
                    List.of(new Epoch(1, 0.7, Double.NaN, 0.5, true, 1e-3, 2.5)),
                    1,
                    new float[] {1, -0f, Float.MIN_VALUE},
                    new float[] {4, 5, 6},
                    Map.of("first", new float[] {7, 8, 9}),
                    12,
                    new float[] {10, 11, 12},
                    0.5,
                    new Penalty(0, 1e-3))
                .write(path, "data\nanalysis"));
    Sequential net =
        Sequential.of(Linear.of(2, 3, Init.HE_NORMAL), Relu.of(), Linear.of(3, 1, Init.HE_NORMAL));
    Parameters parameters = Parameters.of(net.parameters());
    Optimizer.State adam = new Adam().start(parameters.size());
    adam.step(parameters, Numbers.normal(1, parameters.size()), 0.1);
    file(
        digests.line("file.trainingState"),
        path -> TrainingState.save(path, net, parameters, adam));
  }

  private static void scores(Digest digest, Model model) {
    Scorer scorer = Scorer.of(model);
    Table events = KeptModels.events();
    for (Column column : scorer.score(events).columns()) {
      digest.add(((NumberColumn) column).toDoubles());
    }
    // in a batch of more than one chunk, and one by one
    int n = 5000;
    int width = model.features().size();
    float[] inputs = Numbers.normal(3, n * width);
    if (model.features().names().contains("central")) {
      for (int i = width - 1; i < inputs.length; i += width) {
        inputs[i] = inputs[i] > 0 ? 1 : 0;
      }
    }
    add(digest, model, scorer.score(inputs, n));
    for (int i = 0; i < 50; i++) {
      add(digest, model, scorer.score(Arrays.copyOfRange(inputs, i * width, (i + 1) * width), 1));
    }
    if (model.columns().stream().noneMatch(column -> column.text() || column.width() > 1)) {
      List<String> names = scorer.columnNames();
      EventScorer bound = scorer.bind(names.toArray(String[]::new));
      double[] out = new double[model.task().width()];
      for (int i = 0; i < events.rows(); i++) {
        int row = i;
        double[] values =
            names.stream().mapToDouble(name -> events.numbers(name).value(row)).toArray();
        bound.scores(values, out);
        add(digest, model, out);
      }
    }
  }

  // probabilities are float32 numbers
  private static void add(Digest digest, Model model, double[] scores) {
    if (model.task() instanceof Task.Regression) {
      digest.add(scores);
    } else {
      Arrays.stream(scores).forEach(score -> digest.add((float) score));
    }
  }

  private static void file(Digest digest, Consumer<Path> write) {
    try {
      Path folder = Files.createTempDirectory("digest");
      Path file = folder.resolve("file");
      write.accept(file);
      digest.add(Files.readAllBytes(file));
      Files.delete(file);
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
