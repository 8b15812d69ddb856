package org.jpsi.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.model.EnsemblePredictor;
import org.jpsi.core.model.EventScorer;
import org.jpsi.core.model.InputColumn;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Silu;
import org.jpsi.core.nn.TabularEncoding;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.TabularColumn;

/// Benchmark of scoring by ensembles, one event at a time and in batches: CPU time of the thread
/// and bytes allocated, and the time as a multiple of what the multiplications of the linear layers
/// cost at the speed of the plain network 28-64-64-64-1 with ReLU, an event at a time.
final class MemberScoring {
  private static final int EVENTS = 256;

  /// Ensemble to be measured.
  ///
  /// @param layers what its networks are of: three of 128 with ReLU or SiLU, or with SiLU behind an
  ///   encoding of 28 numbers
  private record Case(String layers, int members, int batch) {
    private static final List<String> LAYERS = List.of("relu", "silu", "tabular");
    private static final List<Integer> MEMBERS = List.of(1, 8);

    private Model model() {
      List<String> names = names();
      List<Predictor> members =
          IntStream.range(0, this.members)
              .<Predictor>mapToObj(m -> new NetworkPredictor(network(m)))
              .toList();
      return new Model(
          names.stream().map(n -> new InputColumn(n, false, 1, "")).toList(),
          Preprocessing.of(
              Features.of(names.toArray(String[]::new)),
              Collections.nCopies(names.size(), ColumnPreprocessing.NONE)),
          "",
          new Task.Binary("signal", "background"),
          members.size() == 1
              ? members.getFirst()
              : new EnsemblePredictor(members, EnsemblePredictor.Mean.PROBABILITIES),
          Map.of());
    }

    private Sequential network(int member) {
      List<Layer> all = new ArrayList<>();
      int in = NetworkCase.FEATURES;
      if (layers.equals("tabular")) {
        TabularEncoding encoding =
            TabularEncoding.of(Collections.nCopies(in, TabularColumn.Numeric.of()));
        all.add(encoding);
        in = encoding.columns().outputs();
      }
      for (int i = 0; i < 3; i++) {
        all.add(Linear.of(in, 128));
        all.add(layers.equals("relu") ? Relu.of() : Silu.of());
        in = 128;
      }
      all.add(Linear.of(in, 1));
      Sequential network = Sequential.of(all);
      network.initialize(Rng.of(1).child(member));
      return network;
    }

    private long products() {
      return members
          * network(0).parameters().stream()
              .filter(p -> p.name().endsWith(".weight"))
              .mapToLong(p -> p.shape().count())
              .sum();
    }
  }

  private MemberScoring() {}

  static void run(Settings settings) {
    if (settings.threads() > 1) {
      throw new IllegalArgumentException("members: events are scored by one thread");
    }
    double perProduct = plain(settings);
    System.out.println("layers,members,batch,events_per_s,bytes_per_event,times_products");
    for (String layers : Case.LAYERS) {
      for (int members : Case.MEMBERS) {
        for (int batch : new int[] {1, 64, 4096}) {
          Case one = new Case(layers, members, batch);
          if (String.format(Locale.ROOT, "%sx%d,%d", layers, members, batch)
              .contains(settings.only())) {
            Stopwatch.Time time = best(one.model(), batch, settings);
            System.out.printf(
                Locale.ROOT,
                "%s,%d,%d,%.0f,%.1f,%.2f%n",
                layers,
                members,
                batch,
                1 / time.seconds(),
                time.bytes(),
                time.seconds() / (one.products() * perProduct));
          }
        }
      }
    }
  }

  /// Writes each ensemble, `LAYERSxMEMBERS.safetensors`, and events with their scores by it,
  /// `LAYERSxMEMBERS.events.safetensors`, for a peer.
  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    float[] x = TrainingBenchmark.data(4096).inputs();
    for (String layers : Case.LAYERS) {
      for (int members : Case.MEMBERS) {
        Model model = new Case(layers, members, 1).model();
        double[] scores = Scorer.of(model).score(x, 4096);
        float[] narrow = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
          narrow[i] = (float) scores[i];
        }
        String name = layers + "x" + members;
        ModelFile.write(model, folder.resolve(name + ".safetensors"));
        Map<String, Safetensors.Array> arrays =
            Map.of(
                "x", new Safetensors.Array(new int[] {4096, NetworkCase.FEATURES}, x),
                "scores", new Safetensors.Array(new int[] {4096}, narrow));
        new Safetensors(arrays, Map.of()).write(folder.resolve(name + ".events.safetensors"));
      }
    }
  }

  // Seconds of a multiplication.
  private static double plain(Settings settings) {
    NetworkCase cell = new NetworkCase(64, 3, 1);
    double seconds = best(InferenceBenchmark.model(cell), 1, settings).seconds();
    int products = 28 * 64 + 2 * 64 * 64 + 64;
    System.err.printf(
        Locale.ROOT,
        "# 28-64-64-64-1: %.0f ns an event, %.4f ns a multiplication%n",
        seconds * 1e9,
        seconds * 1e9 / products);
    return seconds / products;
  }

  private static List<String> names() {
    return IntStream.range(0, NetworkCase.FEATURES).mapToObj(i -> "x" + i).toList();
  }

  // Of an event.
  private static Stopwatch.Time best(Model model, int batch, Settings settings) {
    Scorer scorer = Scorer.of(model);
    int events = Math.max(batch, EVENTS);
    float[] x = TrainingBenchmark.data(events).inputs();
    Runnable job;
    if (batch == 1) {
      EventScorer one = scorer.bind(names().toArray(String[]::new));
      float[][] rows = new float[events][NetworkCase.FEATURES];
      for (int i = 0; i < events; i++) {
        System.arraycopy(x, i * NetworkCase.FEATURES, rows[i], 0, NetworkCase.FEATURES);
      }
      job = () -> all(one, rows);
    } else {
      double[] scores = new double[events];
      job =
          () -> {
            for (int from = 0; from < events; from += batch) {
              scorer.score(x, from, from + batch, scores);
            }
          };
    }
    Stopwatch.of(settings.warmup(), settings.clock(), job);
    double seconds = Double.POSITIVE_INFINITY;
    double bytes = Double.POSITIVE_INFINITY;
    for (int round = 0; round < settings.rounds(); round++) {
      Stopwatch.Time time = Stopwatch.of(settings.seconds(), settings.clock(), job);
      seconds = Math.min(seconds, time.seconds() / events);
      bytes = Math.min(bytes, time.bytes() / events);
    }
    return new Stopwatch.Time(seconds, bytes);
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
