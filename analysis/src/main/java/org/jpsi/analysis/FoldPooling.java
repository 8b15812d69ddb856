package org.jpsi.analysis;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jpsi.analysis.events.EventFolds;
import org.jpsi.core.eval.MemberScores;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.task.Part;

/// Pooling of folds: all events, once as those of the test, each scored by the fold that tests it;
/// once as those of validation, and once as training events, by one fold that was trained on them.
record FoldPooling(EventFolds folds) {
  /// The parts of all events.
  ///
  /// @param scored of each fold, by one model
  EventScoring.Scored of(List<EventScoring.Scored> scored) {
    return new EventScoring.Scored(
        List.of(part(Part.TRAIN, scored), part(Part.VALIDATION, scored), part(Part.TEST, scored)),
        members(scored));
  }

  private ScoredEvents part(Part part, List<EventScoring.Scored> scored) {
    return pooled(
        part,
        scored.stream()
            .map(fold ->
                fold.parts().stream().filter(p -> p.part() == part).findFirst().orElseThrow())
            .toList());
  }

  private Optional<MemberScores> members(List<EventScoring.Scored> scored) {
    if (scored.stream().anyMatch(fold -> fold.members().isEmpty())) {
      return Optional.empty();
    }
    List<MemberScores> each = scored.stream().flatMap(fold -> fold.members().stream()).toList();
    int outputs = each.getFirst().spread().length;
    double[][] spread = new double[outputs][folds.of().length];
    for (int i = 0; i < each.size(); i++) {
      copy(Part.TEST, i, each.get(i).spread(), spread);
    }
    return Optional.of(
        new MemberScores(
            each.stream().mapToInt(MemberScores::members).min().orElseThrow(),
            pooled(Part.TRAIN, each.stream().map(MemberScores::heldOut).toList()),
            optional(each, MemberScores::single),
            spread,
            optional(each, MemberScores::all)));
  }

  private Optional<ScoredEvents> optional(
      List<MemberScores> each, Function<MemberScores, Optional<ScoredEvents>> of) {
    List<ScoredEvents> found = each.stream().flatMap(fold -> of.apply(fold).stream()).toList();
    return found.size() == each.size() ? Optional.of(pooled(Part.TEST, found)) : Optional.empty();
  }

  /// @param byFold the events of this part of each fold
  private ScoredEvents pooled(Part part, List<ScoredEvents> byFold) {
    int n = folds.of().length;
    ScoredEvents first = byFold.getFirst();
    double[][] scores = new double[first.scores().length][n];
    double[][] target = new double[first.target().length][n];
    double[][] weight = new double[1][n];
    int[] label = new int[first.label().length == 0 ? 0 : n];
    double lossSum = 0;
    double weightSum = 0;
    for (int i = 0; i < byFold.size(); i++) {
      ScoredEvents fold = byFold.get(i);
      copy(part, i, fold.scores(), scores);
      copy(part, i, fold.target(), target);
      copy(part, i, new double[][] {fold.weight()}, weight);
      if (label.length > 0) {
        EventFolds.ScoredRows rows = folds.scored(part, i);
        IntStream.range(0, rows.event().length)
            .forEach(r -> label[rows.event()[r]] = fold.label()[rows.inPart()[r]]);
      }
      double sum = 0;
      for (double w : fold.weight()) {
        sum += w;
      }
      lossSum += fold.loss() * sum;
      weightSum += sum;
    }
    return new ScoredEvents(part, scores, label, target, weight[0], lossSum / weightSum);
  }

  private void copy(Part part, int fold, double[][] from, double[][] to) {
    EventFolds.ScoredRows rows = folds.scored(part, fold);
    for (int s = 0; s < from.length; s++) {
      for (int i = 0; i < rows.event().length; i++) {
        to[s][rows.event()[i]] = from[s][rows.inPart()[i]];
      }
    }
  }
}
