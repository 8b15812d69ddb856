package org.jpsi.core.events;

import java.util.Optional;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.Split;
import org.jpsi.core.task.Part;

/// Training, validation and test events: three views of the same chain.
///
/// @param by expression of which events of equal value share a part; where there is none, the part
///   is drawn for each event from its number in the chain
public record EventParts(
    Events events, Split.Fractions fractions, Optional<Expression> by, long seed) {
  /// The same split with other random numbers.
  public EventParts seed(long other) {
    return new EventParts(events, fractions, by, other);
  }

  /// The same split in which events of equal value, such as the candidates of one collision, stay
  /// together. Integers of any size are told apart exactly.
  ///
  /// @throws InputException where it cannot be computed from the columns, or is text
  public EventParts by(String expression) {
    Expression value = events.schema().number(Expression.parse("split by", expression));
    return new EventParts(events, fractions, Optional.of(value), seed);
  }

  /// The events that a network is trained on.
  public Events train() {
    return of(Part.TRAIN);
  }

  /// The events by which a training is judged while it runs.
  public Events validation() {
    return of(Part.VALIDATION);
  }

  /// The events that no training has seen.
  public Events test() {
    return of(Part.TEST);
  }

  /// The events of a part.
  public Events of(Part part) {
    EventStep.InPart step = new EventStep.InPart(new PartRule(fractions, by, seed), part);
    return events.then(step, events.schema());
  }
}
