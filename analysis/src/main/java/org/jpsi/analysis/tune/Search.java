package org.jpsi.analysis.tune;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jpsi.analysis.file.SearchKey;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;

/// Search over hyperparameters: random search with successive halving.
///
/// Rungs of successive halving (Jamieson and Talwalkar, arXiv:1502.07943) differ in their epochs:
/// on the last one a trial is trained as long as the analysis says, on each before `factor` times
/// shorter. The best of a rung, one in `factor`, go on to the next. A trial is trained anew on each
/// rung, so that its learning rate falls as in a whole training of so many epochs.
///
/// @param trials that are drawn
/// @param factor of successive halving; 1 where every trial is trained to the end
record Search(List<SearchKey> keys, int trials, int factor) {
  static final int MOST_TRIALS = 1000;
  static final int FACTOR = 3;

  // With a ninth of the epochs, order is kept; with fewer it is that of the fastest learner.
  private static final int MOST_RUNGS = 3;
  private static final int TRIES = 100;

  Search {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw InputException.at("--key")
          .expected(
              "a key to search over, as in --key members=[1, 4], or of `tune: {keys: {members: [1,"
                  + " 4]}}`")
          .found("none")
          .exception();
    }
    for (int k = 0; k < keys.size(); k++) {
      String key = keys.get(k).key();
      if (keys.subList(0, k).stream().anyMatch(other -> other.key().equals(key))) {
        throw InputException.at("--key " + key)
            .expected("each key once")
            .found("it twice")
            .exception();
      }
    }
    require("--trials", trials, 2, MOST_TRIALS);
    require("--factor", factor, 1, 10);
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw InputException.at(option)
          .expected("a number from " + least + " to " + most)
          .found(Integer.toString(value))
          .exception();
    }
  }

  /// Draws the trials, each another one: a function of the seed. What a key draws does not depend
  /// on the others. There are fewer than asked for where lists have no more combinations.
  List<Trial> draw(long seed) {
    Rng rng = Rng.of(seed).child("tune");
    Set<List<String>> drawn = new HashSet<>();
    List<Trial> all = new ArrayList<>();
    for (int t = 0; t < trials; t++) {
      for (int attempt = 0; attempt < TRIES; attempt++) {
        long number = (long) t * TRIES + attempt;
        List<String> values =
            keys.stream()
                .map(key -> key.space().draw(rng.child(key.key()).uniform(number)))
                .toList();
        if (drawn.add(values)) {
          all.add(new Trial(all.size() + 1, values));
          break;
        }
      }
    }
    return all;
  }

  /// The number of trials on each rung, the first with all of them.
  List<Integer> rungs(int drawn) {
    List<Integer> sizes = new ArrayList<>(List.of(drawn));
    while (factor > 1 && sizes.size() < MOST_RUNGS && sizes.getLast() >= factor) {
      sizes.add(promoted(sizes.getLast()));
    }
    return sizes;
  }

  /// Number of trials, of so many, that go on.
  int promoted(int of) {
    return (of + factor - 1) / factor;
  }

  /// The epochs of a trial on a rung.
  ///
  /// @param rung from 0
  /// @param rungs number of them
  /// @param whole epochs on the last one
  int epochs(int rung, int rungs, int whole) {
    double share = StrictMath.pow(factor, rungs - 1 - rung);
    return Math.max(1, (int) Math.round(whole / share));
  }
}
