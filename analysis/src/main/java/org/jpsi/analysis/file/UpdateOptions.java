package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.GradientClipping;
import org.jpsi.core.optim.ParameterGroup;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.optim.Schedule;

/// What happens at every step beside the optimizer.
final class UpdateOptions {
  private static final double UNBOUNDED = Double.POSITIVE_INFINITY;

  static final ChoiceType<Schedule> SCHEDULE =
      new ChoiceType<>(
          "a schedule",
          List.of(
              NamedOption.of("constant", new Schedule.ConstantRate(), "The rate stays as it is."),
              cosine(),
              NamedOption.of(
                  "steps",
                  Schedule.StepDecay.class,
                  "The rate falls by `factor` after each of `parts` equal parts of the training.",
                  v -> new Schedule.StepDecay(v.whole("parts"), v.number("factor")),
                  Key.of("parts", WholeType.from(1), 3L, s -> (long) s.parts(), "of the training"),
                  Key.of(
                      "factor",
                      NumberType.ABOVE_ZERO_TO_ONE,
                      0.1,
                      Schedule.StepDecay::factor,
                      "from one part to the next")),
              NamedOption.of(
                  "exponential",
                  Schedule.Exponential.class,
                  "The rate falls by the same factor at every step.",
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
              NamedOption.of("none", new Averaging.None(), "The weights as they are."),
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
                      "it remembers about 1 / (1 - decay) steps")),
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
              Key.of("l1", NumberType.NOT_NEGATIVE, 0.0, Penalty::l1, "times the sum of abs(w)"),
              Key.of("l2", NumberType.NOT_NEGATIVE, 0.0, Penalty::l2, "times half the sum of w^2")),
          List.of(),
          v -> new Penalty(v.number("l1"), v.number("l2")));

  private static final Key<ParameterGroup, String> NAMES =
      Key.of(
          "names",
          TextType.of("names of parameters, as in *.bias"),
          "*",
          ParameterGroup::names,
          "which parameters, `*` standing for any characters: `*.bias`, `0.*`");

  static final ObjectType<ParameterGroup> GROUP =
      new ObjectType<>(
          List.of(
              NAMES,
              Key.of(
                  "rank",
                  new WholeType(0, 8),
                  0L,
                  g -> (long) g.rank(),
                  "only those of so many axes: 1 takes biases and norms; 0 takes any"),
              Key.of(
                  "learningRate",
                  NumberType.NOT_NEGATIVE,
                  1.0,
                  ParameterGroup::learningRate,
                  "a factor on the optimizer's; 0 leaves them as they begin"),
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
                  v.whole("rank"),
                  v.number("learningRate"),
                  v.number("regularization")));

  private UpdateOptions() {}

  private static Optional<Double> finite(double limit) {
    return limit < UNBOUNDED ? Optional.of(limit) : Optional.empty();
  }

  private static NamedOption<Schedule.Cosine> cosine() {
    Schedule.Cosine usual = new Schedule.Cosine();
    return NamedOption.of(
        "cosine",
        Schedule.Cosine.class,
        "The rate rises along a line, then falls along half a cosine (arXiv:1608.03983).",
        v -> new Schedule.Cosine(v.number("warmUp"), v.number("end")),
        Key.of(
            "warmUp",
            NumberType.BELOW_ONE,
            usual.warmUp(),
            Schedule.Cosine::warmUp,
            "the fraction of all steps in which it rises"),
        Key.of(
            "end",
            NumberType.TO_ONE,
            usual.end(),
            Schedule.Cosine::end,
            "the factor after the last step"));
  }

  private static NamedOption<Schedule.OneCycle> oneCycle() {
    Schedule.OneCycle usual = new Schedule.OneCycle();
    return NamedOption.of(
        "oneCycle",
        Schedule.OneCycle.class,
        "The rate rises along half a cosine and falls along another (arXiv:1708.07120), in"
            + " PyTorch's form.",
        v -> new Schedule.OneCycle(v.number("rise"), v.number("start"), v.number("end")),
        Key.of(
            "rise",
            NumberType.BETWEEN_ZERO_AND_ONE,
            usual.rise(),
            Schedule.OneCycle::rise,
            "the fraction of all steps in which it rises"),
        Key.of(
            "start",
            NumberType.ABOVE_ZERO_TO_ONE,
            usual.start(),
            Schedule.OneCycle::start,
            "the factor before the first step"),
        Key.of(
            "end",
            NumberType.TO_ONE,
            usual.end(),
            Schedule.OneCycle::end,
            "the factor after the last step"));
  }

  private static NamedOption<Schedule.OnPlateau> plateau() {
    Schedule.OnPlateau usual = new Schedule.OnPlateau();
    return NamedOption.of(
        "plateau",
        Schedule.OnPlateau.class,
        "The rate falls by `factor` when validation makes no progress; PyTorch's"
            + " ReduceLROnPlateau.",
        v -> new Schedule.OnPlateau(v.number("factor"), v.whole("patience"), v.number("least")),
        Key.of(
            "factor",
            NumberType.BETWEEN_ZERO_AND_ONE,
            usual.factor(),
            Schedule.OnPlateau::factor,
            "by which it falls"),
        Key.of(
            "patience",
            WholeType.from(0),
            (long) usual.patience(),
            s -> (long) s.patience(),
            "epochs without progress that are borne"),
        Key.of(
            "least",
            NumberType.TO_ONE,
            usual.least(),
            Schedule.OnPlateau::least,
            "the factor never gets smaller"));
  }
}
