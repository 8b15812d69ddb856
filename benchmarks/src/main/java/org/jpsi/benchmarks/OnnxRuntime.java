package org.jpsi.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.Map;
import org.jpsi.core.model.Scorer;

/// Inference by ONNX Runtime's Java binding at its lowest cost: input and output are in native
/// memory and reused by every call.
final class OnnxRuntime implements AutoCloseable {
  private static final int CHECKED = 1000;

  private final OrtSession session;
  private final FloatBuffer x;
  private final FloatBuffer y;
  private final OnnxTensor input;
  private final OnnxTensor output;

  private OnnxRuntime(NetworkCase cell, int events, int threads) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      session = environment.createSession(OnnxFile.of(cell.network()), options);
    }
    x = floats(events * NetworkCase.FEATURES);
    y = floats(events);
    input = OnnxTensor.createTensor(environment, x, new long[] {events, NetworkCase.FEATURES});
    output = OnnxTensor.createTensor(environment, y, new long[] {events, 1});
  }

  private static FloatBuffer floats(int n) {
    return ByteBuffer.allocateDirect(4 * n).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  private void score(float[] inputs, float[] scores) {
    x.put(0, inputs);
    try (OrtSession.Result _ = session.run(Map.of("x", input), Map.of("y", output))) {
      y.get(0, scores);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws OrtException {
    input.close();
    output.close();
    session.close();
  }

  static void run(Settings settings) {
    InferenceBenchmark.print(
        NetworkCase.best(
            NetworkCase.inference(),
            settings,
            cell -> {
              float[] x = TrainingBenchmark.data(cell.batch()).inputs();
              float[] scores = new float[cell.batch()];
              try (OnnxRuntime peer = new OnnxRuntime(cell, cell.batch(), settings.threads())) {
                return Stopwatch.measured(settings, () -> peer.score(x, scores)).seconds();
              } catch (OrtException e) {
                throw new IllegalStateException(e);
              }
            }));
  }

  /// The largest difference between the scores of both, by network.
  static void verify(Settings settings) throws OrtException {
    System.out.println("width,depth,events,largest_difference");
    for (NetworkCase cell : NetworkCase.inference()) {
      if (cell.batch() == 1 && cell.toString().contains(settings.only())) {
        float[] x = TrainingBenchmark.data(CHECKED).inputs();
        double[] ours = Scorer.of(InferenceBenchmark.model(cell)).score(x, CHECKED);
        float[] theirs = new float[CHECKED];
        try (OnnxRuntime peer = new OnnxRuntime(cell, CHECKED, settings.threads())) {
          peer.score(x, theirs);
        }
        double largest = 0;
        for (int i = 0; i < CHECKED; i++) {
          largest = Math.max(largest, Math.abs(ours[i] - theirs[i]));
        }
        System.out.printf(
            Locale.ROOT, "%d,%d,%d,%.2g%n", cell.width(), cell.depth(), CHECKED, largest);
      }
    }
  }
}
