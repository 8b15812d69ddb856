package org.jpsi.analysis.file;

import java.util.List;
import java.util.function.Function;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.optim.AdaGrad;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.AdamW;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.RmsProp;
import org.jpsi.core.optim.Sgd;

/// Optimizer options of the analysis file.
final class OptimizerOptions {
  private static final NamedOption<Adam> ADAM =
      NamedOption.of(
          "adam",
          Adam.class,
          "Adam (arXiv:1412.6980).",
          v ->
              new Adam(
                  v.number("learningRate"),
                  v.number("beta1"),
                  v.number("beta2"),
                  v.number("epsilon"),
                  v.bool("amsgrad")),
          rate(Adam.LEARNING_RATE),
          beta1(Adam::beta1),
          beta2(Adam::beta2),
          epsilon(Adam.EPSILON, Adam::epsilon),
          amsgrad(Adam::amsgrad));

  private static final NamedOption<AdamW> ADAMW =
      NamedOption.of(
          "adamw",
          AdamW.class,
          "Adam with weight decay that is decoupled from the gradient (arXiv:1711.05101).",
          v ->
              new AdamW(
                  v.number("learningRate"),
                  v.number("weightDecay"),
                  v.number("beta1"),
                  v.number("beta2"),
                  v.number("epsilon"),
                  v.bool("amsgrad")),
          rate(Adam.LEARNING_RATE),
          Key.of(
              "weightDecay",
              NumberType.NOT_NEGATIVE,
              AdamW.WEIGHT_DECAY,
              AdamW::weightDecay,
              "decoupled weight decay: at each step weights shrink by the learning rate times this,"
                  + " loss"),
          beta1(AdamW::beta1),
          beta2(AdamW::beta2),
          epsilon(Adam.EPSILON, AdamW::epsilon),
          amsgrad(AdamW::amsgrad));

  private static final NamedOption<Sgd> SGD =
      NamedOption.of(
          "sgd",
          Sgd.class,
          "Stochastic gradient descent with momentum.",
          OptimizerOptions::sgd,
          rate(Sgd.LEARNING_RATE),
          momentum(Sgd.MOMENTUM, Sgd::momentum),
          Key.of(
              "nesterov",
              ValueType.BooleanType.BOOLEAN,
              false,
              Sgd::nesterov,
              "Nesterov momentum; needs `momentum`"));

  private static final NamedOption<AdaGrad> ADAGRAD =
      NamedOption.of(
          "adagrad",
          AdaGrad.class,
          "AdaGrad (Duchi et al., JMLR 12 (2011) 2121).",
          v -> new AdaGrad(v.number("learningRate"), v.number("epsilon")),
          rate(AdaGrad.LEARNING_RATE),
          epsilon(AdaGrad.EPSILON, AdaGrad::epsilon));

  private static final NamedOption<RmsProp> RMSPROP =
      NamedOption.of(
          "rmsprop",
          RmsProp.class,
          "RMSprop (Hinton's lecture 6e), in PyTorch's form.",
          v ->
              new RmsProp(
                  v.number("learningRate"),
                  v.number("smoothing"),
                  v.number("momentum"),
                  v.bool("centered"),
                  v.number("epsilon")),
          rate(RmsProp.LEARNING_RATE),
          Key.of(
              "smoothing",
              NumberType.BELOW_ONE,
              RmsProp.SMOOTHING,
              RmsProp::smoothing,
              "the decay rate of the running mean of squared gradients; PyTorch's `alpha`"),
          momentum(0, RmsProp::momentum),
          Key.of(
              "centered",
              ValueType.BooleanType.BOOLEAN,
              false,
              RmsProp::centered,
              "divides by the standard deviation of gradients instead of their root mean square"),
          epsilon(RmsProp.EPSILON, RmsProp::epsilon));

  static final ChoiceType<Optimizer> OPTIMIZER = optimizer();

  private OptimizerOptions() {}

  private static ChoiceType<Optimizer> optimizer() {
    List<NamedOption<? extends Optimizer>> all =
        List.of(
            withoutDecay(ADAM),
            ADAMW,
            withoutDecay(SGD),
            withoutDecay(ADAGRAD),
            withoutDecay(RMSPROP));
    String names = String.join(", ", all.stream().map(NamedOption::name).toList());
    Refusal lbfgs =
        new Refusal(
            "lbfgs",
            message ->
                message
                    .expected("an optimizer for mini-batches: " + names)
                    .found("lbfgs, which needs the loss of all events at every step")
                    .remedy("in Java, org.jpsi.core.optim.Lbfgs fits small samples whole"));
    return new ChoiceType<>("an optimizer", all, List.of(lbfgs));
  }

  // In other libraries the same name is a penalty in the loss: not to be confused.
  private static <S> NamedOption<S> withoutDecay(NamedOption<S> option) {
    return option.refusing(
        new Refusal(
            "weightDecay",
            message ->
                message
                    .expected(
                        "`weightDecay` for adamw alone, where it is decoupled from the gradient")
                    .found("it for " + option.name())
                    .remedy(
                        "set `training.penalty: {l2: ...}`, which PyTorch calls weight decay")));
  }

  private static Sgd sgd(KeyValues<Sgd> values) {
    double momentum = values.number("momentum");
    boolean nesterov = values.bool("nesterov");
    if (nesterov && momentum == 0) {
      throw InputException.at(values.where("momentum"))
          .expected("a momentum greater than 0 for nesterov")
          .found("0")
          .exception();
    }
    return new Sgd(values.number("learningRate"), momentum, nesterov);
  }

  private static <S extends Optimizer> Key<S, Double> rate(double defaultValue) {
    return Key.of(
        "learningRate",
        NumberType.POSITIVE,
        defaultValue,
        Optimizer::learningRate,
        "the learning rate, before the schedule");
  }

  private static <S> Key<S, Double> momentum(double defaultValue, Function<S, Double> get) {
    return Key.of(
        "momentum",
        NumberType.BELOW_ONE,
        defaultValue,
        get,
        "the momentum: the fraction of the last update in the next");
  }

  private static <S> Key<S, Double> beta1(Function<S, Double> get) {
    return Key.of(
        "beta1",
        NumberType.BELOW_ONE,
        Adam.BETA1,
        get,
        "the decay rate of the running mean of gradients");
  }

  private static <S> Key<S, Double> beta2(Function<S, Double> get) {
    return Key.of(
        "beta2",
        NumberType.BELOW_ONE,
        Adam.BETA2,
        get,
        "the decay rate of the running mean of squared gradients");
  }

  private static <S> Key<S, Double> epsilon(double defaultValue, Function<S, Double> get) {
    return Key.of(
        "epsilon",
        NumberType.BETWEEN_ZERO_AND_ONE,
        defaultValue,
        get,
        "added to the denominator, for numerical stability");
  }

  private static <S> Key<S, Boolean> amsgrad(Function<S, Boolean> get) {
    return Key.of(
        "amsgrad",
        ValueType.BooleanType.BOOLEAN,
        false,
        get,
        "AMSGrad: divides by the largest mean of squared gradients so far (arXiv:1904.09237)");
  }
}
