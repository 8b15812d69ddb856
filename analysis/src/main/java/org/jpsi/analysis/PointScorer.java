package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;

/// Scorer of files at points of features, or by the events' own values.
///
/// @param at the points; empty for the events' own values
/// @param points columns that have them in the place of the files'
/// @param names of columns that depend on the point: scores and probabilities
record PointScorer(
    Scorer scorer, Optional<ScoringPoints> at, List<String> points, List<String> names) {
  /// @throws org.jpsi.core.errors.InputException where the model has no such feature
  static PointScorer of(Model model, Optional<ScoringPoints> at) {
    Scorer scorer = Scorer.of(model);
    if (at.isEmpty()) {
      return new PointScorer(scorer, at, List.of(), List.of());
    }
    List<String> points = at.get().columns(model);
    List<String> names = new ArrayList<>(model.task().scoreNames());
    names.addAll(model.task().scoreNames("probability"));
    boolean cuts =
        !model.selection().isEmpty()
            && Expression.parse("selection", model.selection()).columnNames().stream()
                .anyMatch(points::contains);
    return new PointScorer(cuts ? scorer.withoutSelection() : scorer, at, points, names);
  }

  /// A scorer that does not need what the selection alone reads.
  PointScorer withoutSelection() {
    return new PointScorer(scorer.withoutSelection(), at, points, names);
  }

  /// The columns that files are read for.
  List<String> columnNames() {
    return scorer.columnNames().stream().filter(name -> !points.contains(name)).toList();
  }

  /// Events as they were scored, at the first point, and their scores.
  record Scored(Table events, Table scores) {}

  Scored score(Table events, ThreadPool pool) {
    if (at.isEmpty()) {
      return new Scored(events, ApplyService.score(scorer, events, pool));
    }
    List<Column> columns = new ArrayList<>();
    List<Column> others = new ArrayList<>();
    Table first = events;
    for (List<String> point : at.get().points()) {
      Table here = ScoringPoints.with(events, points, point);
      boolean once = columns.isEmpty();
      first = once ? here : first;
      for (Column one : ApplyService.score(scorer, here, pool).columns()) {
        if (names.contains(one.name())) {
          columns.add(one.withName(at.get().name(one.name(), point)));
        } else if (once) {
          others.add(one);
        }
      }
    }
    columns.addAll(others);
    return new Scored(first, Table.of(events.origin(), columns));
  }
}
