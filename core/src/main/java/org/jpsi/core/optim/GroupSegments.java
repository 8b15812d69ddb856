package org.jpsi.core.optim;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;

/// Parameter groups as adjacent segments that cover the flat array of parameters.
record GroupSegments(List<Segment> list) {
  /// Segment of the flat array.
  ///
  /// @param from its first element
  /// @param to the one after its last
  /// @param rate a factor on the learning rate
  /// @param regularization a factor on weight decay and penalty
  record Segment(int from, int to, double rate, double regularization) {}

  interface Visitor {
    void visit(int from, int to, Segment segment);
  }

  static GroupSegments of(Parameters parameters, List<ParameterGroup> groups) {
    for (ParameterGroup group : groups) {
      if (parameters.list().stream().noneMatch(group::matches)) {
        List<String> names = parameters.list().stream().map(Parameter::name).toList();
        throw InputException.at("parameter group " + group.names())
            .expected(
                "the name of a parameter" + (group.rank() == 0 ? "" : " of rank " + group.rank()))
            .found("none among " + String.join(", ", names))
            .nearest(group.names(), names)
            .exception();
      }
    }
    List<Segment> list = new ArrayList<>();
    for (int i = 0; i < parameters.list().size(); i++) {
      Parameter parameter = parameters.list().get(i);
      ParameterGroup group = ParameterGroup.of(parameter, groups);
      int from = parameters.offset(i);
      Segment last = list.isEmpty() ? null : list.getLast();
      if (last != null
          && last.rate == group.learningRate()
          && last.regularization == group.regularization()) {
        from = last.from;
        list.removeLast();
      }
      list.add(
          new Segment(
              from,
              parameters.offset(i) + parameter.shape().count(),
              group.learningRate(),
              group.regularization()));
    }
    return new GroupSegments(List.copyOf(list));
  }

  /// The parts of segments that lie between `from` and `to`, in order.
  void within(int from, int to, Visitor visitor) {
    for (Segment segment : list) {
      int begin = Math.max(from, segment.from);
      int end = Math.min(to, segment.to);
      if (begin < end) {
        visitor.visit(begin, end, segment);
      }
    }
  }
}
