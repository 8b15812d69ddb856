package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Diagnosis of under- and overtraining (under- and overfitting), from the gap of a metric between
/// training and other events with its statistical error, and from the validation-loss curve.
///
/// The rules (the thresholds are the constants below):
///
/// - overtrained: the gap is above three standard deviations, and the training error is more than
///   20 % below the test error (5 % where the validation loss rose clearly after its minimum, by
///   more than a tenth of what it had fallen); the error is 1 - AUC, or the rmse;
/// - undertrained: the test metric is within three standard deviations of no skill (AUC 1/2, rmse
///   equal to the target's standard deviation), or a regression's mean residual on test events is
///   more than three standard deviations and a tenth of the rmse from zero (a fit by least squares
///   that has converged has none), or the kept epoch is the last one and the validation loss still
///   fell in the last quarter of the epochs by more than 5 % of all it fell;
/// - undertrained, too: a reference learner is better on validation events ({@link
///   ReferenceComparison}), and the loss of the model on its own training events is above that of
///   the reference on validation events. A reference that is better where the model's training loss
///   is not that high is named, no more;
/// - of a learner that reproduces its training events by construction, as a forest does, a gap
///   alone says nothing: it is overtrained where the reference is better as well;
/// - of an ensemble whose members held out a share of the training events each, the gap is that of
///   one member, between its own training events and those it held out. Where it is large, but the
///   reference is not better, the ensemble is good: its mean evens out what each member learned by
///   heart. Where test events fare worse than held-out ones by as much, that gap decides;
/// - undecided: there is nothing to compare, or the test metric agrees with no skill but also with
///   the training metric, and that is significantly better or even a perfect one would agree; or a
///   training that seems good has too few test events to measure its metric;
/// - else good: a training error somewhat below the test error is normal. Every trained network
///   fits its training events better; as long as the validation loss has not risen, generalization
///   has not become worse. A significant gap is reported with its size.
///
/// @param reasons of the verdict, in sentences
/// @param remedies what to try; none for a good training
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

  private static final List<String> TOO_SIMPLE =
      List.of(
          "train longer (more epochs)",
          "complexify the model (wider or more layers)",
          "add more features");

  /// No diagnosis, where it could not be made.
  static final Overtraining UNKNOWN =
      new Overtraining(
          Verdict.UNDECIDED, List.of(), List.of(), Optional.empty(), new LossCurve(0, 0, 0));

  /// Verdict on a training.
  public enum Verdict {
    UNDERTRAINED,
    GOOD,
    OVERTRAINED,
    UNDECIDED
  }

  /// Generalization gap: one metric on training events and on others.
  ///
  /// @param metric its name: `AUC`, `RMSE`
  /// @param higherIsBetter true for an AUC
  /// @param noSkill the metric of a no-skill model: 1/2 for an AUC, the target's standard deviation
  ///   for an rmse
  /// @param first name of the events on which it should be better: `training`; `held-out`, where an
  ///   ensemble's training events are compared with others
  /// @param other name of the events compared with: `test`, `validation`; `held-out` for one member
  ///   of an ensemble
  /// @param error one standard deviation of {@link #size}
  public record Gap(
      String metric,
      boolean higherIsBetter,
      double noSkill,
      String first,
      String other,
      double train,
      double trainError,
      double test,
      double testError,
      double error) {
    /// A gap between training events and others: their errors add in squares.
    public Gap(
        String metric,
        boolean higherIsBetter,
        double noSkill,
        String other,
        double train,
        double trainError,
        double test,
        double testError) {
      this(
          metric,
          higherIsBetter,
          noSkill,
          MemberFigures.TRAINING,
          other,
          train,
          trainError,
          test,
          testError,
          Math.sqrt(trainError * trainError + testError * testError));
    }

    /// The same between events of another name and others.
    Gap from(String events) {
      return new Gap(
          metric,
          higherIsBetter,
          noSkill,
          events,
          other,
          train,
          trainError,
          test,
          testError,
          error);
    }

    /// Whether it is that of one member of an ensemble, on its own training events and on those
    /// that it held out.
    boolean ofMember() {
      return other.equals(MemberFigures.HELD_OUT);
    }

    /// Whether it is significant and large.
    boolean material() {
      return sigmas() > SIGMAS && relative() > MATERIAL;
    }

    /// Amount by which the metric is better on training events.
    public double size() {
      return higherIsBetter ? train - test : test - train;
    }

    /// `size` in standard deviations; NaN where the errors are unknown.
    public double sigmas() {
      return error == 0 && size() == 0 ? 0 : error == 0 ? Double.NaN : size() / error;
    }

    /// Fraction by which the training error is below the test error; the error is 1 - AUC, or the
    /// rmse.
    public double relative() {
      double distance = higherIsBetter ? 1 - test : test;
      return distance > 0 ? size() / distance : 0;
    }

    /// Distance of the test metric above that of a no-skill model, in standard deviations.
    public double sigmasAboveNoSkill() {
      double above = higherIsBetter ? test - noSkill : noSkill - test;
      return testError > 0 ? above / testError : above > 0 ? Double.POSITIVE_INFINITY : 0;
    }

    /// Whether the test metric agrees with no skill as well as with training, though the training
    /// metric is significantly better than no skill or a perfect one could not be told from it.
    boolean isUndecided() {
      double perfect = higherIsBetter ? 1 - noSkill : noSkill;
      double learned = higherIsBetter ? train - noSkill : noSkill - train;
      return !(sigmasAboveNoSkill() > SIGMAS)
          && !(sigmas() > SIGMAS)
          && (learned > SIGMAS * trainError || SIGMAS * testError > perfect);
    }
  }

  /// Bias of one regression target: its mean residual on events not trained on.
  ///
  /// @param target name of the target
  /// @param rmse root mean squared error of the target, the scale of the bias
  public record Bias(String target, double value, double error, double rmse) {
    /// Whether it is both significant and large.
    boolean material() {
      return Math.abs(value) > SIGMAS * error && Math.abs(value) > MATERIAL_BIAS * rmse;
    }
  }

  public Overtraining {
    reasons = List.copyOf(reasons);
    remedies = List.copyOf(remedies);
  }

  /// @param gap empty where the metric is not defined on training or other events
  /// @param curve the validation-loss curve
  public static Overtraining assess(Optional<Gap> gap, LossCurve curve) {
    return assess(gap, curve, List.of());
  }

  /// @param gap empty where the metric is not defined on training or other events
  /// @param curve the validation-loss curve
  /// @param biases of a regression's targets
  public static Overtraining assess(Optional<Gap> gap, LossCurve curve, List<Bias> biases) {
    return assess(gap, curve, biases, "validation loss");
  }

  /// @param loss name of the loss of the curve
  static Overtraining assess(Optional<Gap> gap, LossCurve curve, List<Bias> biases, String loss) {
    List<String> reasons = new ArrayList<>();
    Verdict verdict = verdict(gap, curve, loss, reasons);
    for (Bias bias : biases) {
      if (bias.material()) {
        reasons.add(
            say(
                "The predictions of %s are biased: predicted minus true is %.3g ± %.2g in the"
                    + " mean.",
                bias.target, bias.value, bias.error));
        verdict = verdict == Verdict.GOOD ? Verdict.UNDERTRAINED : verdict;
      }
    }
    if (verdict == Verdict.GOOD
        && curve.riseFraction() <= CLEAR_RISE
        && gap.isPresent()
        && gap.get().sigmas() > SIGMAS) {
      reasons.add(
          say(
              "A gap is usual, and harmless while the %s does not rise: it did not. More events"
                  + " would narrow it.",
              loss));
    }
    if (verdict == Verdict.GOOD && curve.riseFraction() > CLEAR_RISE) {
      reasons.add(
          say(
              "After epoch %d the %s rose again; the weights of that epoch were kept.",
              curve.best(), loss));
    }
    List<String> remedies =
        switch (verdict) {
          case UNDERTRAINED -> TOO_SIMPLE;
          case OVERTRAINED ->
              List.of(
                  "perform regularization (dropout, weight decay, a smaller network)",
                  "get more data");
          case GOOD, UNDECIDED -> List.of();
        };
    return new Overtraining(verdict, reasons, remedies, gap, curve);
  }

  /// Whether the gap is that of one member of an ensemble: its mean may do well all the same.
  public boolean isOfMember() {
    return gap.isPresent() && gap.get().ofMember();
  }

  /// The verdict with what a reference says; the same where it has nothing to say.
  ///
  /// @param comparison empty where there is none
  /// @param interpolates whether the learner reproduces its training events by construction
  public Overtraining with(Optional<ReferenceComparison> comparison, boolean interpolates) {
    boolean better = comparison.isPresent() && comparison.get().isBetter();
    List<String> why = new ArrayList<>(reasons);
    if (verdict == Verdict.OVERTRAINED && isOfMember()) {
      if (comparison.isEmpty() || better) {
        comparison.ifPresent(found -> why.add(found.reason()));
        return new Overtraining(verdict, why, remedies, gap, curve);
      }
      why.add(
          say(
              "Members may learn fluctuations of their own events, each other ones: the mean of all"
                  + " evens them out, and %s does no better on validation events.",
              comparison.get().reference()));
      return new Overtraining(Verdict.GOOD, why, List.of(), gap, curve);
    }
    if (verdict == Verdict.OVERTRAINED && interpolates) {
      if (better) {
        why.add(comparison.get().reason());
        return new Overtraining(verdict, why, remedies, gap, curve);
      }
      why.add(
          "Such a model reproduces its training events by construction, so that this gap alone says"
              + " nothing"
              + (comparison.isEmpty()
                  ? "; there is no reference to compare it with."
                  : ": "
                      + comparison.get().reference()
                      + " does not do better on validation events."));
      Verdict judged = comparison.isEmpty() ? Verdict.UNDECIDED : Verdict.GOOD;
      return new Overtraining(judged, why, List.of(), gap, curve);
    }
    if (verdict != Verdict.GOOD || !better) {
      return this;
    }
    why.add(comparison.get().reason());
    if (comparison.get().isModelTooSimple()) {
      why.add(
          say(
              "The model is too simple, or was not trained enough: its loss on its own training"
                  + " events, %.4g, is above that of the reference on others.",
              comparison.get().trainLoss()));
      return new Overtraining(Verdict.UNDERTRAINED, why, TOO_SIMPLE, gap, curve);
    }
    why.add("Another learner does better on these events: " + comparison.get().reference() + ".");
    List<String> others = List.of("train `model: " + comparison.get().reference() + "`");
    return new Overtraining(verdict, why, others, gap, curve);
  }

  private static Verdict verdict(
      Optional<Gap> found, LossCurve curve, String loss, List<String> reasons) {
    boolean known = found.isPresent() && !Double.isNaN(found.get().sigmas());
    if (known) {
      Gap gap = found.get();
      if (gap.isUndecided()) {
        reasons.add(
            say(
                "%s events are too few to tell: their %s of %.3g ± %.2g agrees with that of %s"
                    + " events, %.3g ± %.2g, and with that of a model without skill, %.3g.",
                gap.other.substring(0, 1).toUpperCase(Locale.ROOT) + gap.other.substring(1),
                gap.metric,
                gap.test,
                gap.testError,
                gap.first,
                gap.train,
                gap.trainError,
                gap.noSkill));
        return Verdict.UNDECIDED;
      }
      if (!(gap.sigmasAboveNoSkill() > SIGMAS)) {
        reasons.add(
            say(
                "The %s %s of %.4g is no better than that of a model without skill (%.4g).",
                gap.other, gap.metric, gap.test, gap.noSkill));
        return Verdict.UNDERTRAINED;
      }
      reasons.add(describe(gap));
      double material = curve.riseFraction() > CLEAR_RISE ? MATERIAL_AFTER_RISE : MATERIAL;
      if (gap.sigmas() > SIGMAS && gap.relative() > material) {
        if (curve.riseFraction() > CLEAR_RISE) {
          reasons.add(say("The %s rose after epoch %d, its minimum.", loss, curve.best()));
        }
        return Verdict.OVERTRAINED;
      }
    }
    if (curve.stillFalling() > STILL_FALLING) {
      reasons.add(
          say(
              "The %s was still falling when training ended: %.0f %% of its fall came in the last"
                  + " quarter of the epochs.",
              loss, 100 * curve.stillFalling()));
      return Verdict.UNDERTRAINED;
    }
    if (!known) {
      reasons.add("There are no two parts whose metrics and errors could be compared.");
      return Verdict.UNDECIDED;
    }
    return Verdict.GOOD;
  }

  private static String describe(Gap gap) {
    String sizes =
        say(
            // an rmse has the target's order of magnitude
            gap.test >= 1e-2 && gap.test < 1e6
                ? "%s on %s events %.4f ± %.4f, on %s events %.4f ± %.4f"
                : "%s on %s events %.4g ± %.2g, on %s events %.4g ± %.2g",
            gap.metric,
            gap.first,
            gap.train,
            gap.trainError,
            gap.other,
            gap.test,
            gap.testError);
    if (gap.sigmas() <= SIGMAS) {
      return sizes
          + say(": they agree within errors (%.1f standard deviations).", Math.abs(gap.sigmas()));
    }
    return sizes
        + say(
            ": a gap of %.1f standard deviations%s; the %s error is %.0f %% below the %s error.",
            gap.sigmas(),
            gap.ofMember() ? say(" of %.2g, the same events being scored twice", gap.error) : "",
            gap.first,
            100 * gap.relative(),
            gap.other);
  }

  private static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
