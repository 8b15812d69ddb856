package org.jpsi.analysis.file;

import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.optim.AdaGrad;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.AdamW;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.RmsProp;
import org.jpsi.core.optim.Sgd;

/// The optimizer and its settings.
final class OptimizerBinder {
  private static final List<String> NAMES = List.of("adam", "adamw", "sgd", "adagrad", "rmsprop");

  private OptimizerBinder() {}

  static Optimizer optimizer(Value value) {
    refuseLbfgs(value);
    Choice choice = Choice.of(value, "an optimizer", NAMES);
    if (!choice.name().equals("adamw")) {
      refuseDecay(choice);
    }
    return switch (choice.name()) {
      case "adam" -> adam(choice);
      case "adamw" -> adamw(choice);
      case "adagrad" -> {
        Choice.Keys keys = choice.keys("learningRate", "epsilon");
        yield new AdaGrad(
            keys.find("learningRate", Choice::positive, AdaGrad.LEARNING_RATE),
            keys.find("epsilon", Choice::betweenZeroAndOne, AdaGrad.EPSILON));
      }
      case "rmsprop" -> {
        Choice.Keys keys =
            choice.keys("learningRate", "smoothing", "momentum", "centered", "epsilon");
        yield new RmsProp(
            keys.find("learningRate", Choice::positive, RmsProp.LEARNING_RATE),
            keys.find("smoothing", Choice::belowOne, RmsProp.SMOOTHING),
            keys.find("momentum", Choice::belowOne, 0),
            keys.truth("centered"),
            keys.find("epsilon", Choice::betweenZeroAndOne, RmsProp.EPSILON));
      }
      default -> sgd(value, choice.keys("learningRate", "momentum", "nesterov"));
    };
  }

  private static Adam adam(Choice choice) {
    Choice.Keys keys = choice.keys("learningRate", "beta1", "beta2", "epsilon", "amsgrad");
    return new Adam(
        keys.find("learningRate", Choice::positive, Adam.LEARNING_RATE),
        keys.find("beta1", Choice::belowOne, Adam.BETA1),
        keys.find("beta2", Choice::belowOne, Adam.BETA2),
        keys.find("epsilon", Choice::betweenZeroAndOne, Adam.EPSILON),
        keys.truth("amsgrad"));
  }

  private static AdamW adamw(Choice choice) {
    Choice.Keys keys =
        choice.keys("learningRate", "weightDecay", "beta1", "beta2", "epsilon", "amsgrad");
    return new AdamW(
        keys.find("learningRate", Choice::positive, Adam.LEARNING_RATE),
        keys.find("weightDecay", Choice::notNegative, AdamW.WEIGHT_DECAY),
        keys.find("beta1", Choice::belowOne, Adam.BETA1),
        keys.find("beta2", Choice::belowOne, Adam.BETA2),
        keys.find("epsilon", Choice::betweenZeroAndOne, Adam.EPSILON),
        keys.truth("amsgrad"));
  }

  private static Sgd sgd(Value value, Choice.Keys keys) {
    double momentum = keys.find("momentum", Choice::belowOne, Sgd.MOMENTUM);
    boolean nesterov = keys.truth("nesterov");
    if (nesterov && momentum == 0) {
      throw InputException.at(value.where() + ".sgd.momentum")
          .expected("a momentum greater than 0 for nesterov")
          .found("0")
          .exception();
    }
    return new Sgd(
        keys.find("learningRate", Choice::positive, Sgd.LEARNING_RATE), momentum, nesterov);
  }

  private static void refuseLbfgs(Value value) {
    boolean named =
        value.isText()
            ? value.text("an optimizer").equals("lbfgs")
            : value.isMapping() && value.entries("an optimizer").containsKey("lbfgs");
    if (named) {
      throw InputException.at(value.where())
          .expected("an optimizer for mini-batches: " + String.join(", ", NAMES))
          .found("lbfgs, which needs the loss of all events at every step")
          .remedy("in Java, org.jpsi.core.optim.Lbfgs fits small samples whole")
          .exception();
    }
  }

  // Elsewhere the same words mean a penalty in the loss: not to be taken for one another.
  private static void refuseDecay(Choice choice) {
    if (choice.settings().filter(Value::isMapping).isEmpty()) {
      return;
    }
    Map<String, Value> settings = choice.settings().get().entries("");
    Value decay = settings.get("weightDecay");
    if (decay != null) {
      throw InputException.at(decay.where())
          .expected("`weightDecay` for adamw alone, where it is decoupled from the gradient")
          .found("it for " + choice.name())
          .remedy("set `training.penalty: {l2: ...}`, which is what PyTorch calls so here")
          .exception();
    }
  }
}
