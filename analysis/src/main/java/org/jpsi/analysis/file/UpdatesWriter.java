package org.jpsi.analysis.file;

import static org.jpsi.analysis.file.YamlWriter.list;
import static org.jpsi.analysis.file.YamlWriter.map;
import static org.jpsi.analysis.file.YamlWriter.number;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.optim.AdaGrad;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.AdamW;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.GradientClipping;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.ParameterGroup;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.optim.RmsProp;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.Sgd;

/// Optimizer, and what stands beside it, as values of the file.
final class UpdatesWriter {
  private UpdatesWriter() {}

  static String optimizer(Optimizer optimizer) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("learningRate", number(optimizer.learningRate()));
    switch (optimizer) {
      case Adam adam -> {
        keys.put("beta1", number(adam.beta1()));
        keys.put("beta2", number(adam.beta2()));
        keys.put("epsilon", number(adam.epsilon()));
        keys.put("amsgrad", Boolean.toString(adam.amsgrad()));
      }
      case AdamW adam -> {
        keys.put("weightDecay", number(adam.weightDecay()));
        keys.put("beta1", number(adam.beta1()));
        keys.put("beta2", number(adam.beta2()));
        keys.put("epsilon", number(adam.epsilon()));
        keys.put("amsgrad", Boolean.toString(adam.amsgrad()));
      }
      case Sgd sgd -> {
        keys.put("momentum", number(sgd.momentum()));
        keys.put("nesterov", Boolean.toString(sgd.nesterov()));
      }
      case AdaGrad adagrad -> keys.put("epsilon", number(adagrad.epsilon()));
      case RmsProp rmsprop -> {
        keys.put("smoothing", number(rmsprop.smoothing()));
        keys.put("momentum", number(rmsprop.momentum()));
        keys.put("centered", Boolean.toString(rmsprop.centered()));
        keys.put("epsilon", number(rmsprop.epsilon()));
      }
      default -> throw new IllegalArgumentException("optimizer " + optimizer.name());
    }
    return map(Map.of(optimizer.name(), map(keys)));
  }

  static String schedule(Schedule schedule) {
    return switch (schedule) {
      case Schedule.ConstantRate constant -> "constant";
      case Schedule.Cosine cosine ->
          "{cosine: {warmUp: " + number(cosine.warmUp()) + ", end: " + number(cosine.end()) + "}}";
      case Schedule.StepDecay steps ->
          "{steps: {parts: " + steps.parts() + ", factor: " + number(steps.factor()) + "}}";
      case Schedule.Exponential exponential ->
          "{exponential: {end: " + number(exponential.end()) + "}}";
      case Schedule.OneCycle cycle ->
          "{oneCycle: {rise: "
              + number(cycle.rise())
              + (", start: " + number(cycle.start()))
              + (", end: " + number(cycle.end()) + "}}");
      case Schedule.OnPlateau plateau ->
          "{plateau: {factor: "
              + number(plateau.factor())
              + (", patience: " + plateau.patience())
              + (", least: " + number(plateau.least()) + "}}");
    };
  }

  static String clipping(GradientClipping clipping) {
    Map<String, String> keys = new LinkedHashMap<>();
    if (clipping.norm() < Double.POSITIVE_INFINITY) {
      keys.put("norm", number(clipping.norm()));
    }
    if (clipping.value() < Double.POSITIVE_INFINITY) {
      keys.put("value", number(clipping.value()));
    }
    return map(keys);
  }

  static String penalty(Penalty penalty) {
    return "{l1: " + number(penalty.l1()) + ", l2: " + number(penalty.l2()) + "}";
  }

  static String averaging(Averaging averaging) {
    return switch (averaging) {
      case Averaging.None none -> "none";
      case Averaging.Ema ema -> "{ema: {decay: " + number(ema.decay()) + "}}";
      case Averaging.Swa swa -> "{swa: {start: " + number(swa.start()) + "}}";
    };
  }

  static String groups(List<ParameterGroup> groups) {
    return list(groups.stream().map(UpdatesWriter::group).toList());
  }

  private static String group(ParameterGroup group) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("names", YamlWriter.text(group.names()));
    keys.put("rank", Integer.toString(group.rank()));
    keys.put("learningRate", number(group.learningRate()));
    keys.put("regularization", number(group.regularization()));
    return map(keys);
  }
}
