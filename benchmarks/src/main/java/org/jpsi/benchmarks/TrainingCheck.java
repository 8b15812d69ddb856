package org.jpsi.benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.train.Trainer;
import org.jpsi.core.train.TrainingConfig;
import org.jpsi.core.train.TrainingSession;

/// Check of the training steps: the losses of the first steps, and a file with their initial
/// weights and events, so that `benchmarks/peers/curve.py` can make the same steps. The cell is the
/// first with the layers that `--only` says; dropout's random numbers are not the peer's.
final class TrainingCheck {
  private static final int STEPS = 50;

  private TrainingCheck() {}

  static void run(Path file, Settings settings) {
    NetworkCase cell = cell(settings.only());
    Dataset data = TrainingBenchmark.data(4 * cell.batch(), cell.layers().inputs());
    Sequential network = cell.network();
    Map<String, Safetensors.Array> arrays = new LinkedHashMap<>();
    for (Parameter p : network.parameters()) {
      int[] shape = IntStream.range(0, p.shape().rank()).map(p.shape()::size).toArray();
      arrays.put(p.name(), new Safetensors.Array(shape, p.tensor().toArray()));
    }
    int[] shape = {data.events(), cell.layers().inputs()};
    arrays.put("x", new Safetensors.Array(shape, data.inputs()));
    arrays.put("y", new Safetensors.Array(new int[] {data.events(), 1}, data.targets()));
    Map<String, String> notes =
        Map.of(
            "width", Integer.toString(cell.width()),
            "depth", Integer.toString(cell.depth()),
            "batch", Integer.toString(cell.batch()),
            "layers", cell.layers().toString());
    new Safetensors(arrays, notes).write(file);

    int[] order = IntStream.range(0, data.events()).toArray();
    TrainingConfig config =
        TrainingConfig.epochs(1).withBatch(cell.batch()).withThreads(settings.threads());
    System.out.println("step,loss");
    TrainingSession session =
        Trainer.of(network, new BinaryCrossEntropy(), new Adam(1e-3))
            .warmStart()
            .session(data, Dataset.none(), config);
    for (int i = 0; i < STEPS; i++) {
      int from = i % 4 * cell.batch();
      double sum = session.step(data, order, from, from + cell.batch()).lossSum();
      System.out.printf(Locale.ROOT, "%d,%.9g%n", i, sum / cell.batch());
    }
  }

  private static NetworkCase cell(String layers) {
    return layers.isEmpty() || layers.equals("relu")
        ? new NetworkCase(64, 3, 1024)
        : NetworkCase.training().stream()
            .filter(cell -> cell.layers().toString().equals(layers))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("--only: no layers " + layers));
  }
}
