package org.jpsi.analysis.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.input.InputException;
import org.jpsi.core.nn.Loss;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.AdamW;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.Sgd;

/// How a network is trained.
final class TrainingBinder {
  private static final int MOST = Integer.MAX_VALUE;

  private TrainingBinder() {}

  /// @param classes 0 for regression; empty where the events will tell
  static AnalysisFile.Training training(Optional<Value> value, Optional<Integer> classes) {
    AnalysisFile.Training unsaid = AnalysisFile.Training.DEFAULT;
    Optional<Loss> loss = classes.map(LossBinder::usual);
    if (value.isEmpty()) {
      return loss.map(unsaid::with).orElse(unsaid);
    }
    Value.Keys keys =
        value.get().keys("loss", "optimizer", "schedule", "batch", "epochs", "patience", "lanes");
    return new AnalysisFile.Training(
        keys.find("loss").map(v -> LossBinder.loss(v, classes)).or(() -> loss),
        keys.find("optimizer").map(TrainingBinder::optimizer).orElse(unsaid.optimizer()),
        keys.find("schedule").map(TrainingBinder::schedule).orElse(unsaid.schedule()),
        keys.find("batch").map(v -> v.whole(1, MOST)).orElse(unsaid.batch()),
        keys.find("epochs").map(v -> v.whole(1, MOST)).orElse(unsaid.epochs()),
        keys.find("patience").map(v -> v.whole(0, MOST)).orElse(unsaid.patience()),
        keys.find("lanes").map(v -> v.whole(1, 1024)).orElse(unsaid.lanes()));
  }

  private static double belowOne(Value value) {
    return value.number("a number from 0 to below 1", x -> x >= 0 && x < 1);
  }

  static double positive(Value value) {
    return value.number("a number greater than 0", x -> x > 0 && x < 1e6);
  }

  private static double notNegative(Value value) {
    return value.number("a number of 0 or more", x -> x >= 0 && x < 1e6);
  }

  /// Something with settings of its own: `adam`, or `{adam: {learningRate: 1e-3}}`.
  record Choice(String name, Optional<Value> settings) {
    static Choice of(Value value, String what, List<String> names) {
      if (value.isText()) {
        return new Choice(value.oneOf(what, names), Optional.empty());
      }
      Map<String, Value> entries = value.entries(what + ": " + String.join(", ", names));
      if (entries.size() != 1) {
        throw value.wrong(
            "one " + what.replaceFirst("^an? ", "") + " of " + String.join(", ", names));
      }
      value.keys(names.toArray(String[]::new));
      Map.Entry<String, Value> entry = entries.entrySet().iterator().next();
      return new Choice(entry.getKey(), Optional.of(entry.getValue()));
    }

    Keys keys(String... known) {
      return new Keys(settings.map(v -> v.keys(known)));
    }
  }

  /// Settings of which none need be there.
  record Keys(Optional<Value.Keys> all) {
    double find(String key, java.util.function.ToDoubleFunction<Value> read, double unsaid) {
      Optional<Value> value = all.flatMap(keys -> keys.find(key));
      return value.isPresent() ? read.applyAsDouble(value.get()) : unsaid;
    }
  }

  private static Optimizer optimizer(Value value) {
    Choice choice = Choice.of(value, "an optimizer", List.of("adam", "adamw", "sgd"));
    return switch (choice.name) {
      case "adam" -> {
        Keys keys = choice.keys("learningRate", "beta1", "beta2", "epsilon");
        yield new Adam(
            keys.find("learningRate", TrainingBinder::positive, Adam.LEARNING_RATE),
            keys.find("beta1", TrainingBinder::belowOne, Adam.BETA1),
            keys.find("beta2", TrainingBinder::belowOne, Adam.BETA2),
            keys.find("epsilon", TrainingBinder::positive, Adam.EPSILON));
      }
      case "adamw" -> {
        Keys keys = choice.keys("learningRate", "weightDecay", "beta1", "beta2", "epsilon");
        yield new AdamW(
            keys.find("learningRate", TrainingBinder::positive, Adam.LEARNING_RATE),
            keys.find("weightDecay", TrainingBinder::notNegative, AdamW.WEIGHT_DECAY),
            keys.find("beta1", TrainingBinder::belowOne, Adam.BETA1),
            keys.find("beta2", TrainingBinder::belowOne, Adam.BETA2),
            keys.find("epsilon", TrainingBinder::positive, Adam.EPSILON));
      }
      default -> sgd(value, choice.keys("learningRate", "momentum", "nesterov", "weightDecay"));
    };
  }

  private static Sgd sgd(Value value, Keys keys) {
    double momentum = keys.find("momentum", TrainingBinder::belowOne, Sgd.MOMENTUM);
    boolean nesterov = keys.find("nesterov", v -> v.truth() ? 1 : 0, 0) != 0;
    if (nesterov && momentum == 0) {
      throw InputException.at(value.where() + ".sgd.momentum")
          .expected("a momentum greater than 0 for nesterov")
          .found("0")
          .exception();
    }
    return new Sgd(
        keys.find("learningRate", TrainingBinder::positive, Sgd.LEARNING_RATE),
        momentum,
        nesterov,
        keys.find("weightDecay", TrainingBinder::notNegative, 0));
  }

  private static Schedule schedule(Value value) {
    Choice choice = Choice.of(value, "a schedule", List.of("constant", "cosine", "steps"));
    return switch (choice.name) {
      case "cosine" -> {
        Keys keys = choice.keys("warmUp", "end");
        Schedule.Cosine unsaid = new Schedule.Cosine();
        yield new Schedule.Cosine(
            keys.find("warmUp", TrainingBinder::belowOne, unsaid.warmUp()),
            keys.find(
                "end", v -> v.number("a number from 0 to 1", x -> x >= 0 && x <= 1), unsaid.end()));
      }
      case "steps" -> {
        Keys keys = choice.keys("parts", "factor");
        yield new Schedule.Steps(
            (int) keys.find("parts", v -> v.whole(1, MOST), 3),
            keys.find(
                "factor", v -> v.number("a number above 0, up to 1", x -> x > 0 && x <= 1), 0.1));
      }
      default -> {
        choice.keys();
        yield new Schedule.Constant();
      }
    };
  }
}
