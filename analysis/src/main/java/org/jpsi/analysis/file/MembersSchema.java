package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.ValueType.ShorthandType;
import org.jpsi.core.errors.InputException;

/// Schema of the key `members`: a number, or how many are trained and how many of them are kept.
final class MembersSchema {
  private static final int MAX = 64;

  private static final Key<Members, Long> TRAIN =
      Key.withDefault(
          "train",
          new IntegerType(1, MAX),
          new Default.ByTask<>(
              task -> defaults(task).train().map(Integer::longValue),
              "as many as where `members` is left out"),
          members -> members.train().map(Integer::longValue),
          "The number of networks that are trained.");

  private static final Key<Members, Long> SHIP =
      Key.withDefault(
          "ship",
          new IntegerType(1, MAX),
          new Default.Absent<>("all"),
          members -> members.ship().map(Integer::longValue),
          "The number of networks that the model keeps: those of the lowest held-out loss. One"
              + " scores an event in a fraction of the time, for a trigger; the report says what it"
              + " costs.");

  static final ShorthandType<Long, Members> MEMBERS =
      new ShorthandType<>(
          new IntegerType(1, MAX),
          number -> new Members(Optional.of(Math.toIntExact(number)), Optional.empty()),
          members ->
              members.ship().isPresent()
                  ? Optional.empty()
                  : members.train().map(Integer::longValue),
          new ObjectType<>(List.of(TRAIN, SHIP), List.of(), MembersSchema::of));

  private MembersSchema() {}

  private static Members of(KeyValues<Members> values) {
    Optional<Integer> train = values.find(TRAIN).map(Math::toIntExact);
    Optional<Integer> ship = values.find(SHIP).map(Math::toIntExact);
    train.ifPresent(all -> requireEnough(all, ship, values.where(SHIP)));
    return new Members(train, ship);
  }

  /// Requires that no more members are kept than there are.
  static void requireEnough(int train, Optional<Integer> ship, String where) {
    if (ship.orElse(1) > train) {
      throw InputException.at(where)
          .expected("at most the " + train + " of `train:`")
          .found(ship.orElseThrow().toString())
          .remedy("keep fewer, or train more")
          .exception();
    }
  }

  static Members defaults(KnownTask task) {
    return task.defaultNetwork() ? Members.BY_RECIPE : Members.ONE;
  }
}
