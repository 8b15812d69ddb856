package org.jpsi.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.model.EventScorer;
import org.jpsi.core.model.InputColumn;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.nn.Activation;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Embedding;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerNorm;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Residual;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Task;

/// Benchmark of scoring one event at a time by networks of 28-64-64-64-1 that differ in what stands
/// behind each hidden layer: CPU time of the thread and bytes allocated per event, and the time as
/// a multiple of that with ReLU.
final class LayerScoring {
  private static final int EVENTS = 2000;

  private LayerScoring() {}

  static void run(Settings settings) {
    if (settings.threads() > 1) {
      throw new IllegalArgumentException("scoring: an event is scored by one thread");
    }
    System.out.println("layer,nanoseconds_per_event,bytes_per_event,times_relu");
    double relu = Double.NaN;
    for (var each : cases().entrySet()) {
      if (each.getKey().equals("relu") || each.getKey().contains(settings.only())) {
        double[] found = measure(each.getKey(), each.getValue(), settings);
        relu = each.getKey().equals("relu") ? found[0] : relu;
        System.out.printf(
            Locale.ROOT, "%s,%.0f,%.1f,%.2f%n", each.getKey(), found[0], found[1], found[0] / relu);
      }
    }
  }

  // What follows each hidden layer.
  private static Map<String, Supplier<List<Layer>>> cases() {
    Map<String, Supplier<List<Layer>>> cases = new LinkedHashMap<>();
    cases.put("relu", () -> List.of(Relu.of()));
    for (Activation activation : Activation.all()) {
      cases.putIfAbsent(activation.name(), () -> List.of(activation));
    }
    cases.put("batchNorm", () -> List.of(BatchNorm.of(64), Relu.of()));
    cases.put("layerNorm", () -> List.of(LayerNorm.of(64), Relu.of()));
    cases.put("residual", () -> List.of(Relu.of()));
    cases.put("embedding", () -> List.of(Relu.of()));
    return cases;
  }

  private static Sequential network(String name, Supplier<List<Layer>> behind) {
    List<Layer> layers = new ArrayList<>();
    int in = NetworkCase.FEATURES;
    if (name.equals("embedding")) {
      layers.add(Embedding.of(0, 1000, 8));
      in += 7;
    }
    for (int i = 0; i < 3; i++) {
      List<Layer> hidden = new ArrayList<>(List.of(Linear.of(in, 64)));
      hidden.addAll(behind.get());
      layers.add(name.equals("residual") && i > 0 ? Residual.of(hidden) : Sequential.of(hidden));
      in = 64;
    }
    layers.add(Linear.of(in, 1));
    Sequential network = Sequential.of(layers);
    network.initialize(Rng.of(1));
    return network;
  }

  private static double[] measure(String name, Supplier<List<Layer>> behind, Settings settings) {
    List<String> names = IntStream.range(0, NetworkCase.FEATURES).mapToObj(i -> "x" + i).toList();
    Model model =
        new Model(
            names.stream().map(n -> new InputColumn(n, false, 1, "")).toList(),
            Preprocessing.of(
                Features.of(names.toArray(String[]::new)),
                Collections.nCopies(names.size(), ColumnPreprocessing.NONE)),
            "",
            new Task.Binary("signal", "background"),
            new NetworkPredictor(network(name, behind)),
            Map.of());
    EventScorer scorer = Scorer.of(model).bind(names.toArray(String[]::new));
    float[] x = TrainingBenchmark.data(EVENTS).inputs();
    float[][] events = new float[EVENTS][NetworkCase.FEATURES];
    for (int i = 0; i < EVENTS; i++) {
      System.arraycopy(x, i * NetworkCase.FEATURES, events[i], 0, NetworkCase.FEATURES);
      events[i][0] = name.equals("embedding") ? i % 1000 : events[i][0];
    }
    Stopwatch.of(settings.warmup(), settings.clock(), () -> all(scorer, events));
    double best = Double.POSITIVE_INFINITY;
    double bytes = Double.POSITIVE_INFINITY;
    for (int round = 0; round < settings.rounds(); round++) {
      Stopwatch.Time time =
          Stopwatch.of(settings.seconds(), settings.clock(), () -> all(scorer, events));
      best = Math.min(best, time.seconds() * 1e9 / EVENTS);
      bytes = Math.min(bytes, time.bytes() / EVENTS);
    }
    return new double[] {best, bytes};
  }

  private static void all(EventScorer scorer, float[][] events) {
    double sum = 0;
    for (float[] event : events) {
      sum += scorer.score(event);
    }
    if (!Double.isFinite(sum)) {
      throw new IllegalStateException("a score of " + sum);
    }
  }
}
