package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether a network learned too little, too much or enough: from the gap between what it reaches
/// on the events it was trained on and on others, against the gap's error, and from how the
/// validation loss went.
///
/// The rules (the thresholds are the constants below):
///
/// - overtrained: the gap is above three standard deviations, and the training error is more than
///   20 % below the test error (5 % where the validation loss rose clearly after its minimum, by
///   more than a tenth of what it had fallen); the error is 1 - AUC, or the rmse;
/// - undertrained: the test figure is within three standard deviations of knowing nothing (AUC 1/2,
///   rmse the target's own spread), or a regression's mean residual on test events is more than
///   three standard deviations and a tenth of the rmse from zero (a fit by least squares that has
///   converged has none), or the kept epoch is the last one and the validation loss still fell in
///   the last quarter of the epochs by more than 5 % of all it fell;
/// - undecided: there is nothing to compare;
/// - else good: a training error below the test error is as it should be. Every network that has
///   learned knows its training events better; while the validation loss has not risen, more
///   freedom did not yet make it worse on others, and the size of a gap that is significant is
///   said.
///
/// @param reasons sentences that say why
/// @param remedies what to try, none where all is well
public record Overtraining(
    Verdict verdict,
    List<String> reasons,
    List<String> remedies,
    Optional<Gap> gap,
    LossCurve curve) {
  private static final double SIGMAS = 3;
  private static final double MATERIAL = 0.20;
  private static final double MATERIAL_AFTER_RISE = 0.05;
  private static final double CLEAR_RISE = 0.10;
  private static final double STILL_FALLING = 0.05;
  private static final double MATERIAL_BIAS = 0.10;

  public enum Verdict {
    UNDERTRAINED,
    GOOD,
    OVERTRAINED,
    UNDECIDED
  }

  /// One figure on training events and on others.
  ///
  /// @param figure its name: `AUC`, `RMSE`
  /// @param higherIsBetter true for an AUC
  /// @param ignorant what the figure is for a network that knows nothing: 1/2 for an AUC, the
  ///   target's spread for an rmse
  /// @param other the name of the events compared with: `test`, or `validation`
  public record Gap(
      String figure,
      boolean higherIsBetter,
      double ignorant,
      String other,
      double train,
      double trainError,
      double test,
      double testError) {

    /// How much better the training events fare.
    public double size() {
      return higherIsBetter ? train - test : test - train;
    }

    /// One standard deviation of `size`: the events are different ones, so the errors add in
    /// squares.
    public double error() {
      return Math.sqrt(trainError * trainError + testError * testError);
    }

    /// `size` in standard deviations; NaN where the errors are unknown.
    public double sigmas() {
      double error = error();
      return error == 0 && size() == 0 ? 0 : error == 0 ? Double.NaN : size() / error;
    }

    /// By what fraction the training error lies below the test error, the error being 1 - AUC or
    /// the rmse.
    public double relative() {
      double testShort = higherIsBetter ? 1 - test : test;
      return testShort > 0 ? size() / testShort : 0;
    }

    /// How far the test figure is from knowing nothing, in standard deviations.
    public double learned() {
      double above = higherIsBetter ? test - ignorant : ignorant - test;
      return testError > 0 ? above / testError : above > 0 ? Double.POSITIVE_INFINITY : 0;
    }
  }

  /// The mean residual of one target on events that were not trained on.
  ///
  /// @param of the target's name
  /// @param rmse what the bias is measured by
  public record Bias(String of, double value, double error, double rmse) {
    /// Whether it is neither chance nor small.
    boolean material() {
      return Math.abs(value) > SIGMAS * error && Math.abs(value) > MATERIAL_BIAS * rmse;
    }
  }

  public Overtraining {
    reasons = List.copyOf(reasons);
    remedies = List.copyOf(remedies);
  }

  /// @param gap empty where training or other events do not allow the figure
  /// @param curve how the validation loss went
  public static Overtraining assess(Optional<Gap> gap, LossCurve curve) {
    return assess(gap, curve, List.of());
  }

  /// @param gap empty where training or other events do not allow the figure
  /// @param curve how the validation loss went
  /// @param biases of a regression's targets
  public static Overtraining assess(Optional<Gap> gap, LossCurve curve, List<Bias> biases) {
    List<String> reasons = new ArrayList<>();
    Verdict verdict = verdict(gap, curve, reasons);
    for (Bias bias : biases) {
      if (bias.material()) {
        reasons.add(
            say(
                "The predictions of %s are biased: predicted minus true is %.3g ± %.2g in the"
                    + " mean.",
                bias.of, bias.value, bias.error));
        verdict = verdict == Verdict.GOOD ? Verdict.UNDERTRAINED : verdict;
      }
    }
    if (verdict == Verdict.GOOD
        && curve.riseFraction() <= CLEAR_RISE
        && gap.isPresent()
        && gap.get().sigmas() > SIGMAS) {
      reasons.add(
          "A gap is usual, and harmless while the validation loss does not rise: it did not. More"
              + " events would narrow it.");
    }
    if (verdict == Verdict.GOOD && curve.riseFraction() > CLEAR_RISE) {
      reasons.add(
          say(
              "After epoch %d the validation loss rose again; the weights of that epoch were kept.",
              curve.best()));
    }
    List<String> remedies =
        switch (verdict) {
          case UNDERTRAINED ->
              List.of(
                  "train longer (more epochs)",
                  "complexify the model (wider or more layers)",
                  "add more features");
          case OVERTRAINED ->
              List.of(
                  "perform regularization (dropout, weight decay, a smaller network)",
                  "get more data");
          case GOOD, UNDECIDED -> List.of();
        };
    return new Overtraining(verdict, reasons, remedies, gap, curve);
  }

  private static Verdict verdict(Optional<Gap> found, LossCurve curve, List<String> reasons) {
    boolean known = found.isPresent() && !Double.isNaN(found.get().sigmas());
    if (known) {
      Gap gap = found.get();
      if (!(gap.learned() > SIGMAS)) {
        reasons.add(
            say(
                "The %s %s of %.4g is no better than that of a network that knows nothing (%.4g).",
                gap.other, gap.figure, gap.test, gap.ignorant));
        return Verdict.UNDERTRAINED;
      }
      reasons.add(describe(gap));
      double material = curve.riseFraction() > CLEAR_RISE ? MATERIAL_AFTER_RISE : MATERIAL;
      if (gap.sigmas() > SIGMAS && gap.relative() > material) {
        if (curve.riseFraction() > CLEAR_RISE) {
          reasons.add(say("The validation loss rose after epoch %d, its minimum.", curve.best()));
        }
        return Verdict.OVERTRAINED;
      }
    }
    if (curve.stillFalling() > STILL_FALLING) {
      reasons.add(
          say(
              "The validation loss was still falling when training ended: %.0f %% of its fall came"
                  + " in the last quarter of the epochs.",
              100 * curve.stillFalling()));
      return Verdict.UNDERTRAINED;
    }
    if (!known) {
      reasons.add("There are no two parts whose figures could be compared with their errors.");
      return Verdict.UNDECIDED;
    }
    return Verdict.GOOD;
  }

  private static String describe(Gap gap) {
    String sizes =
        say(
            "%s on training events %.4f ± %.4f, on %s events %.4f ± %.4f",
            gap.figure, gap.train, gap.trainError, gap.other, gap.test, gap.testError);
    if (gap.sigmas() <= SIGMAS) {
      return sizes
          + say(": they agree within errors (%.1f standard deviations).", Math.abs(gap.sigmas()));
    }
    return sizes
        + say(
            ": a gap of %.1f standard deviations; the training error is %.0f %% below the %s"
                + " error.",
            gap.sigmas(), 100 * gap.relative(), gap.other);
  }

  private static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
