package org.jpsi.benchmarks.endure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Feature;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.model.EventScorer;
import org.jpsi.core.model.InputColumn;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;

/// Scores by 64 threads that share one model, ten million events each, in blocks and one by one:
/// every one compared, to the bit, with that of a single thread.
final class ConcurrentScores implements Attack {
  private static final int THREADS = 64;
  private static final long EACH = 10_000_000;
  private static final int EVENTS = 100_000;
  private static final int BLOCK = 1000;
  private static final String[] NAMES = {"a", "b", "c", "d"};

  @Override
  public String name() {
    return "concurrent-scores";
  }

  @Override
  public String promise() {
    return "a score does not depend on the threads that share its model";
  }

  @Override
  public void run(Deadline until, Report report) throws InterruptedException {
    Rng rng = Rng.of(report.random().nextLong());
    Model model = model(rng);
    double[][] columns = new double[NAMES.length][EVENTS];
    for (int c = 0; c < columns.length; c++) {
      for (int i = 0; i < EVENTS; i++) {
        columns[c][i] = rng.child(c).normal(i);
      }
    }
    Scorer scorer = Scorer.of(model);
    double[] single = scores(scorer, columns, 0, EVENTS);
    AtomicLong scored = new AtomicLong();
    AtomicLong wrong = new AtomicLong();
    List<Throwable> failed = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int number = t;
      Thread thread =
          new Thread(() -> {
            // each begins elsewhere, and every other one scores event by event
            long done = 0;
            int from = number * BLOCK % EVENTS;
            while (done < EACH && !until.isOver()) {
              double[] block =
                  number % 2 == 0
                      ? scores(scorer, columns, from, from + BLOCK)
                      : oneByOne(scorer, columns, from, from + BLOCK);
              for (int i = 0; i < BLOCK; i++) {
                boolean same =
                    Double.doubleToRawLongBits(block[i])
                        == Double.doubleToRawLongBits(single[from + i]);
                wrong.addAndGet(same ? 0 : 1);
              }
              done += BLOCK;
              scored.addAndGet(BLOCK);
              from = (from + BLOCK) % EVENTS;
            }
          });
      thread.setUncaughtExceptionHandler((_, failure) -> {
        synchronized (failed) {
          failed.add(failure);
        }
      });
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    report.count("scores by " + THREADS + " threads", scored.get());
    report.check(scored.get() > 0, "no event was scored");
    report.check(wrong.get() == 0, wrong + " scores differ from those of one thread");
    failed.forEach(failure -> report.broken("a thread failed: " + failure));
  }

  private static double[] scores(Scorer scorer, double[][] columns, int from, int to) {
    List<Column> block = new ArrayList<>();
    for (int c = 0; c < NAMES.length; c++) {
      block.add(NumberColumn.of(NAMES[c], "", java.util.Arrays.copyOfRange(columns[c], from, to)));
    }
    Table scored = scorer.score(Table.of("events", block));
    return scored.numbers(scored.names().getFirst()).toDoubles();
  }

  private static double[] oneByOne(Scorer scorer, double[][] columns, int from, int to) {
    EventScorer one = scorer.bind(NAMES);
    double[] event = new double[NAMES.length];
    double[] scores = new double[to - from];
    for (int i = from; i < to; i++) {
      for (int c = 0; c < event.length; c++) {
        event[c] = columns[c][i];
      }
      scores[i - from] = one.score(event);
    }
    return scores;
  }

  private static Model model(Rng rng) {
    Sequential network =
        Sequential.of(Linear.of(4, 32), Relu.of(), Linear.of(32, 16), Relu.of(), Linear.of(16, 1));
    network.initialize(rng);
    List<InputColumn> columns = new ArrayList<>();
    List<Feature> features = new ArrayList<>();
    List<ColumnPreprocessing> standard = new ArrayList<>();
    for (String name : NAMES) {
      columns.add(new InputColumn(name, false, 1, ""));
      features.add(new Feature(name, name, ""));
      standard.add(ColumnPreprocessing.standardize(0.1, 1.1, -9, 9));
    }
    return new Model(
        columns,
        Preprocessing.of(Features.of(features, Map.of()), standard),
        "",
        new Task.Binary("signal", "background"),
        new NetworkPredictor(network),
        Map.of());
  }
}
