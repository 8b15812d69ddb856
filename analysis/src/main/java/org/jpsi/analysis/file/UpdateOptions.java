package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.GradientClipping;
import org.jpsi.core.optim.ParameterGroup;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.optim.Schedule;

/// Options of the update rule beside the optimizer: schedule, clipping, penalty, averaging,
/// parameter groups.
final class UpdateOptions {
  private static final double UNBOUNDED = Double.POSITIVE_INFINITY;

  static final ChoiceType<Schedule> SCHEDULE =
      new ChoiceType<>(
          "a schedule",
          List.of(
              NamedOption.of("constant", new Schedule.ConstantRate(), "A constant learning rate."),
              cosine(),
              NamedOption.of(
                  "steps",
                  Schedule.StepDecay.class,
                  "Step decay: the rate is multiplied by `factor` after each of `parts` equal parts"
                      + " of the training.",
                  v -> new Schedule.StepDecay(v.integer("parts"), v.number("factor")),
                  Key.of(
                      "parts",
                      IntegerType.from(1),
                      3L,
                      s -> (long) s.parts(),
                      "the number of parts"),
                  Key.of(
                      "factor",
                      NumberType.ABOVE_ZERO_TO_ONE,
                      0.1,
                      Schedule.StepDecay::factor,
                      "by which it is multiplied")),
              NamedOption.of(
                  "exponential",
                  Schedule.Exponential.class,
                  "Exponential decay: the rate is multiplied by the same factor at every step.",
                  v -> new Schedule.Exponential(v.number("end")),
                  Key.of(
                      "end",
                      NumberType.ABOVE_ZERO_TO_ONE,
                      new Schedule.Exponential().end(),
                      Schedule.Exponential::end,
                      "the factor after the last step")),
              oneCycle(),
              plateau()),
          List.of());

  static final ChoiceType<Averaging> AVERAGING =
      new ChoiceType<>(
          "an average of weights",
          List.of(
              NamedOption.of("none", new Averaging.None(), "No averaging."),
              NamedOption.of(
                  "ema",
                  Averaging.Ema.class,
                  "An exponential moving average after every step; after t steps it decays by"
                      + " `min(decay, (1 + t) / (10 + t))`, so a short run forgets where it began.",
                  v -> new Averaging.Ema(v.number("decay")),
                  Key.of(
                      "decay",
                      NumberType.BELOW_ONE,
                      Averaging.Ema.DECAY,
                      Averaging.Ema::decay,
                      "the average is over about 1 / (1 - decay) steps")),
              NamedOption.of(
                  "swa",
                  Averaging.Swa.class,
                  "Stochastic weight averaging: the mean of the weights after each epoch of the"
                      + " last part (arXiv:1803.05407).",
                  v -> new Averaging.Swa(v.number("start")),
                  Key.of(
                      "start",
                      NumberType.BELOW_ONE,
                      Averaging.Swa.START,
                      Averaging.Swa::start,
                      "the fraction of all epochs before averaging begins"))),
          List.of());

  private static final Key<GradientClipping, Double> NORM =
      Key.withDefault(
          "norm",
          NumberType.POSITIVE,
          new Default.Absent<>("no limit"),
          c -> finite(c.norm()),
          "the largest Euclidean norm of all gradients together");

  private static final Key<GradientClipping, Double> VALUE =
      Key.withDefault(
          "value",
          NumberType.POSITIVE,
          new Default.Absent<>("no limit"),
          c -> finite(c.value()),
          "the largest size of a single gradient");

  static final ObjectType<GradientClipping> CLIPPING =
      new ObjectType<>(
          List.of(NORM, VALUE),
          List.of(),
          v ->
              new GradientClipping(
                  v.find(NORM).orElse(UNBOUNDED), v.find(VALUE).orElse(UNBOUNDED)));

  static final ObjectType<Penalty> PENALTY =
      new ObjectType<>(
          List.of(
              Key.of(
                  "l1",
                  NumberType.NOT_NEGATIVE,
                  0.0,
                  Penalty::l1,
                  "the coefficient of the sum of abs(w)"),
              Key.of(
                  "l2",
                  NumberType.NOT_NEGATIVE,
                  0.0,
                  Penalty::l2,
                  "the coefficient of half the sum of w^2")),
          List.of(),
          v -> new Penalty(v.number("l1"), v.number("l2")));

  private static final Key<ParameterGroup, String> NAMES =
      Key.of(
          "names",
          TextType.of("names of parameters, as in *.bias"),
          "*",
          ParameterGroup::names,
          "the names of the parameters, with `*` for any characters: `*.bias`, `0.*`");

  static final ObjectType<ParameterGroup> GROUP =
      new ObjectType<>(
          List.of(
              NAMES,
              Key.of(
                  "rank",
                  new IntegerType(0, 8),
                  0L,
                  g -> (long) g.rank(),
                  "only parameters of this rank: 1 for biases and normalization; 0 for any"),
              Key.of(
                  "learningRate",
                  NumberType.NOT_NEGATIVE,
                  1.0,
                  ParameterGroup::learningRate,
                  "a factor on the optimizer's; 0 freezes them"),
              Key.of(
                  "regularization",
                  NumberType.NOT_NEGATIVE,
                  1.0,
                  ParameterGroup::regularization,
                  "a factor on weight decay and penalty")),
          List.of(),
          v ->
              new ParameterGroup(
                  v.get(NAMES),
                  v.integer("rank"),
                  v.number("learningRate"),
                  v.number("regularization")));

  private UpdateOptions() {}

  private static Optional<Double> finite(double limit) {
    return limit < UNBOUNDED ? Optional.of(limit) : Optional.empty();
  }

  private static NamedOption<Schedule.Cosine> cosine() {
    Schedule.Cosine defaults = new Schedule.Cosine();
    return NamedOption.of(
        "cosine",
        Schedule.Cosine.class,
        "Linear warm-up, then cosine annealing (arXiv:1608.03983).",
        v -> new Schedule.Cosine(v.number("warmUp"), v.number("end")),
        Key.of(
            "warmUp",
            NumberType.BELOW_ONE,
            defaults.warmUp(),
            Schedule.Cosine::warmUp,
            "the fraction of all steps in which it rises"),
        Key.of(
            "end",
            NumberType.TO_ONE,
            defaults.end(),
            Schedule.Cosine::end,
            "the factor after the last step"));
  }

  private static NamedOption<Schedule.OneCycle> oneCycle() {
    Schedule.OneCycle defaults = new Schedule.OneCycle();
    return NamedOption.of(
        "oneCycle",
        Schedule.OneCycle.class,
        "One-cycle policy: the rate rises along half a cosine and falls along another"
            + " (arXiv:1708.07120), in PyTorch's form.",
        v -> new Schedule.OneCycle(v.number("rise"), v.number("start"), v.number("end")),
        Key.of(
            "rise",
            NumberType.BETWEEN_ZERO_AND_ONE,
            defaults.rise(),
            Schedule.OneCycle::rise,
            "the fraction of all steps in which it rises"),
        Key.of(
            "start",
            NumberType.ABOVE_ZERO_TO_ONE,
            defaults.start(),
            Schedule.OneCycle::start,
            "the factor before the first step"),
        Key.of(
            "end",
            NumberType.TO_ONE,
            defaults.end(),
            Schedule.OneCycle::end,
            "the factor after the last step"));
  }

  private static NamedOption<Schedule.OnPlateau> plateau() {
    Schedule.OnPlateau defaults = new Schedule.OnPlateau();
    return NamedOption.of(
        "plateau",
        Schedule.OnPlateau.class,
        "The rate is multiplied by `factor` when the validation loss stops improving; PyTorch's"
            + " ReduceLROnPlateau.",
        v -> new Schedule.OnPlateau(v.number("factor"), v.integer("patience"), v.number("least")),
        Key.of(
            "factor",
            NumberType.BETWEEN_ZERO_AND_ONE,
            defaults.factor(),
            Schedule.OnPlateau::factor,
            "by which it is multiplied"),
        Key.of(
            "patience",
            IntegerType.from(0),
            (long) defaults.patience(),
            s -> (long) s.patience(),
            "epochs without improvement before the rate falls"),
        Key.of(
            "least",
            NumberType.TO_ONE,
            defaults.least(),
            Schedule.OnPlateau::least,
            "the lower bound of the product of factors"));
  }
}
