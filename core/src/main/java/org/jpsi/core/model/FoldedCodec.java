package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.errors.InputException;

/// Codec of a folded predictor: `by`, an expression, or nothing where arrays `events.0` and so on
/// have the hashes of the events of each fold; preprocessing of each fold, and the members.
final class FoldedCodec implements PredictorCodec<FoldedPredictor> {
  private static final String BY = "by";
  private static final String FOLDS = "folds";
  private static final String EVENTS = "events";
  private static final String TARGETS = "targets";

  @Override
  public String kind() {
    return "folds";
  }

  @Override
  public Class<FoldedPredictor> type() {
    return FoldedPredictor.class;
  }

  @Override
  public void write(FoldedPredictor predictor, PredictorWriter to) {
    switch (predictor.rule()) {
      case FoldRule.ByValue by -> to.setting(BY, by.expression());
      case FoldRule.ByEvent known -> {
        List<Object> counts = new ArrayList<>();
        for (int f = 0; f < predictor.folds().size(); f++) {
          float[] events = known.events(f);
          counts.add(events.length / 2);
          to.array(EVENTS + "." + f, events, events.length / 2, 2);
        }
        to.setting(EVENTS, counts);
      }
    }
    List<Object> folds = new ArrayList<>();
    for (FoldedPredictor.Fold fold : predictor.folds()) {
      Map<String, Object> described = new LinkedHashMap<>();
      ModelFile.describe(fold.features(), described);
      List<Object> targets = new ArrayList<>();
      for (ColumnPreprocessing target : fold.targets()) {
        Map<String, Object> one = new LinkedHashMap<>();
        PreprocessingCodec.describe(target, one);
        targets.add(one);
      }
      described.put(TARGETS, targets);
      folds.add(described);
    }
    to.setting(FOLDS, folds);
    to.members(predictor.members());
  }

  @Override
  public FoldedPredictor read(PredictorReader from) {
    List<JsonObject> described = from.settings().objects(FOLDS);
    int k = described.size();
    if (k < FoldedPredictor.LEAST || k > FoldedPredictor.MOST) {
      throw InputException.at("key " + FOLDS)
          .expected(FoldedPredictor.LEAST + " to " + FoldedPredictor.MOST + " folds")
          .found(Integer.toString(k))
          .exception();
    }
    FoldRule rule =
        from.settings().names().contains(BY)
            ? new FoldRule.ByValue(from.settings().string(BY), k)
            : events(from, k);
    List<Predictor> members = from.members();
    if (members.size() != k) {
      throw InputException.at("key " + FOLDS)
          .expected("as many members, " + k)
          .found(Integer.toString(members.size()))
          .exception();
    }
    List<FoldedPredictor.Fold> folds = new ArrayList<>();
    for (JsonObject fold : described) {
      folds.add(
          new FoldedPredictor.Fold(
              ModelFile.preprocessing(fold),
              fold.objects(TARGETS).stream().map(PreprocessingCodec::restore).toList(),
              members.get(folds.size())));
    }
    return new FoldedPredictor(rule, folds);
  }

  private static FoldRule.ByEvent events(PredictorReader from, int k) {
    List<Double> counts = from.settings().numbers(EVENTS);
    if (counts.size() != k) {
      throw InputException.at("key " + EVENTS)
          .expected("the number of events of each of " + k + " folds")
          .found(Integer.toString(counts.size()))
          .exception();
    }
    long[] hashes = {};
    int[] folds = {};
    for (int f = 0; f < k; f++) {
      int fold = f;
      long[] own =
          FoldRule.ByEvent.hashes(from.array(EVENTS + "." + f, counts.get(f).intValue(), 2))
              .orElseThrow(() ->
                  InputException.at("array " + EVENTS + "." + fold)
                      .expected("whole numbers of 24 bits")
                      .found("another one")
                      .exception());
      int had = hashes.length;
      hashes = Arrays.copyOf(hashes, had + own.length);
      System.arraycopy(own, 0, hashes, had, own.length);
      folds = Arrays.copyOf(folds, hashes.length);
      Arrays.fill(folds, had, folds.length, f);
    }
    return FoldRule.ByEvent.of(hashes, folds);
  }
}
