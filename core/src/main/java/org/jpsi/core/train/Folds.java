package org.jpsi.core.train;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Task;

/// Folds of the training events: equal shares, of which each member of an ensemble holds one out.
/// Events are dealt within their classes, so that every share has as many of each, but for one;
/// those of a regression at random. Where they belong to groups, a group is in one fold as a whole.
/// A function of the random numbers, the events' order and their classes or groups.
final class Folds {
  private Folds() {}

  /// Deals the training events; into fewer folds where there are fewer events or groups than that.
  ///
  /// @param groups a value for each event; equal values belong together
  /// @throws InputException where there is only one event or group
  static OutOfFold deal(Dataset train, Task task, Optional<long[]> groups, int folds, Rng rng) {
    long things =
        groups
            .map(values -> LongStream.of(values).distinct().count())
            .orElse((long) train.events());
    if (things < 2) {
      throw InputException.at("members")
          .expected(
              "training events of two groups or more, since each member holds out another share")
          .found(groups.isPresent() ? "one group" : train.events() + " events")
          .remedy("set `members: 1`, or give more events")
          .exception();
    }
    int most = (int) Math.min(folds, things);
    return new OutOfFold(
        groups.isPresent()
            ? whole(groups.get(), most, rng)
            : within(classes(train, task), most, rng),
        most);
  }

  // One class where targets are no classes.
  private static int[] classes(Dataset train, Task task) {
    int[] classes = new int[train.events()];
    if (!(task instanceof Task.Regression) && train.outputs() == 1) {
      float[] targets = train.targets();
      Arrays.setAll(classes, i -> (int) targets[i]);
    }
    return classes;
  }

  // The events of class after class are dealt out in one go, each class in a random order.
  private static int[] within(int[] classes, int folds, Rng rng) {
    int[] next = new int[Arrays.stream(classes).max().orElse(0) + 2];
    for (int c : classes) {
      next[c + 1]++;
    }
    for (int c = 1; c < next.length; c++) {
      next[c] += next[c - 1];
    }
    int[] foldOf = new int[classes.length];
    for (int event : rng.permutation(classes.length)) {
      foldOf[event] = next[classes[event]]++ % folds;
    }
    return foldOf;
  }

  // Groups come in a random order, and each goes to the fold of fewest events.
  private static int[] whole(long[] groups, int folds, Rng rng) {
    Map<Long, Integer> sizes = new HashMap<>();
    for (long group : groups) {
      sizes.merge(group, 1, Integer::sum);
    }
    Comparator<Long> order = Comparator.comparingLong(rng::bits);
    Map<Long, Integer> foldOf = new HashMap<>();
    int[] events = new int[folds];
    sizes.keySet().stream()
        .sorted(order.thenComparing(Comparator.naturalOrder()))
        .forEach(group -> {
          int fold = fewest(events);
          foldOf.put(group, fold);
          events[fold] += sizes.getOrDefault(group, 0);
        });
    return LongStream.of(groups).mapToInt(group -> foldOf.getOrDefault(group, 0)).toArray();
  }

  private static int fewest(int[] events) {
    int fold = 0;
    for (int i = 1; i < events.length; i++) {
      if (events[i] < events[fold]) {
        fold = i;
      }
    }
    return fold;
  }
}
