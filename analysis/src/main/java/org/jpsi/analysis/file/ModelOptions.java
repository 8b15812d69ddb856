package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.train.Learner;

/// Model options of the analysis file: the network, or a learner on the class path, with the
/// options that it describes.
final class ModelOptions {
  static final ChoiceType<AnalysisFile.Model> MODEL = models();

  private ModelOptions() {}

  private static ChoiceType<AnalysisFile.Model> models() {
    List<NamedOption<? extends AnalysisFile.Model>> all = new ArrayList<>();
    all.add(
        option(
            AnalysisFile.Model.NETWORK.name(),
            new ObjectType<>(List.of(), List.of(), _ -> AnalysisFile.Model.NETWORK),
            "A neural network: [`network`](#network), [`training`](#training)."));
    all.add(
        option(
            AnalysisFile.Model.MIX,
            mixSettings(),
            "That network and boosted trees, each trained on the training events, as one convex"
                + " combination of their logits, or of their predictions of a target; its weight is"
                + " the one of the lowest loss on the validation events. Not for negative"
                + " weights. The settings are of the trees; with `training.budget: thorough` the"
                + " default ones are 2000 rounds at a rate of 0.03, with a patience of 80."));
    for (Learner learner : Learner.all()) {
      all.add(
          option(learner.name(), settings(learner, learner.name()), learner.meaning())
              .withAliases(learner.aliases()));
    }
    return new ChoiceType<>("a model", all, List.of());
  }

  // Those of the trees; none where their module is not there.
  private static ObjectType<AnalysisFile.Model> mixSettings() {
    return Learner.find(AnalysisFile.Model.TREES)
        .map(trees -> settings(trees, AnalysisFile.Model.MIX))
        .orElseGet(() -> settings(AnalysisFile.Model.MIX, List.of()));
  }

  private static NamedOption<AnalysisFile.Model> option(
      String name, ObjectType<AnalysisFile.Model> settings, String meaning) {
    return new NamedOption<>(
        name,
        List.of(),
        value ->
            value instanceof AnalysisFile.Model model && model.name().equals(name)
                ? Optional.of(model)
                : Optional.empty(),
        settings,
        meaning,
        false);
  }

  private static ObjectType<AnalysisFile.Model> settings(Learner learner, String model) {
    List<Key<AnalysisFile.Model, ?>> keys = new ArrayList<>();
    learner.options().forEach(option -> keys.add(key(option)));
    return settings(model, keys);
  }

  private static ObjectType<AnalysisFile.Model> settings(
      String model, List<Key<AnalysisFile.Model, ?>> keys) {
    return new ObjectType<>(
        keys,
        List.of(),
        values -> {
          Map<String, Double> settings = new LinkedHashMap<>();
          keys.forEach(key -> settings.put(key.name(), values.number(key.name())));
          return new AnalysisFile.Model(model, settings);
        });
  }

  private static Key<AnalysisFile.Model, ?> key(Learner.Option option) {
    String[] old = option.aliases().toArray(String[]::new);
    return option.integer()
        ? Key.<AnalysisFile.Model, Long>of(
                option.name(),
                new IntegerType((long) option.min(), (long) option.max()),
                (long) option.defaultValue(),
                model -> (long) setting(model, option),
                option.meaning())
            .withAliases(old)
        : Key.<AnalysisFile.Model, Double>of(
                option.name(),
                NumberType.of("a number", option.min(), option.max()),
                option.defaultValue(),
                model -> setting(model, option),
                option.meaning())
            .withAliases(old);
  }

  private static double setting(AnalysisFile.Model model, Learner.Option option) {
    return model.settings().getOrDefault(option.name(), option.defaultValue());
  }
}
