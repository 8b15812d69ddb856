package org.jpsi.analysis.progress;

import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.Sample;
import org.jpsi.core.tensor.Engine;

/// Work of a training, estimated before its events are read: where it will take seconds, vector
/// kernels are compiled while the files are read, which leaves processors idle. Otherwise a
/// training of a second would run on scalar kernels to its end, or begin with that second.
public final class ExpectedWork {
  /// About a second of scalar kernels.
  static final double ENOUGH = 2e9;

  // where only reading would tell
  private static final int SOME_EVENTS = 10_000;
  private static final int SOME_FEATURES = 16;

  private ExpectedWork() {}

  /// Begins to compile where there is enough to do, or says why it will be slow. What it says is no
  /// part of the run, which is the same with any kernels.
  public static void prepare(AnalysisFile analysis, ProgressListener progress) {
    double work = multiplications(analysis);
    caution(work, Engine.scalarReason()).ifPresent(progress::warning);
    if (work >= ENOUGH) {
      Engine.warmUp();
    }
  }

  static Optional<String> caution(double work, Optional<String> scalarReason) {
    return scalarReason
        .filter(_ -> work >= ENOUGH)
        .map(why -> "training on scalar kernels, some 6 times slower than on vectors: " + why);
  }

  /// The multiplications of encodings and hidden layers: once forward, twice back.
  static double multiplications(AnalysisFile analysis) {
    int features = analysis.features().all() ? SOME_FEATURES : analysis.features().named().size();
    long events = 0;
    for (Sample sample : analysis.samples()) {
      events += sample.source() instanceof Sample.Generated made ? made.events() : SOME_EVENTS;
    }
    return analysis.multiplications((int) Math.min(events, Integer.MAX_VALUE), features);
  }
}
