package org.jpsi.app;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.train.TrainingStep;
import org.jpsi.formats.Snapshot;

/// Progress display of a training: one line that is overwritten in a terminal, a line per epoch
/// where the output goes elsewhere. The time left is an upper bound: patience may end the training
/// before.
final class ProgressLine implements ProgressListener {
  // Five times a second.
  private static final long REDRAW = 200_000_000;
  private static final String CLEAR = "\r\u001b[K";
  // A line longer than the terminal is wide is cut instead of wrapped: a wrapped one cannot be
  // written over.
  private static final String CUT = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";

  private final Terminal terminal;
  private final BooleanSupplier stop;
  private final LongSupplier nanoTime;
  private int epochs;
  private int events;
  private String metric = "";
  // What the losses and metrics of epochs are of.
  private String judged = "val";
  private long begun;
  private long drawn;
  // Events before these were trained on by the earlier run that this one resumes.
  private long first = -1;
  private long done;
  private String figures = "";
  private boolean open;

  ProgressLine(Terminal terminal, BooleanSupplier stop, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.stop = stop;
    this.nanoTime = nanoTime;
  }

  @Override
  public void stage(String what) {
    close();
    String shown = ProblemText.escaped(what);
    if (terminal.live()) {
      terminal.out().print(shown + " ...");
      terminal.out().flush();
      open = true;
    } else {
      terminal.out().println(shown);
    }
  }

  @Override
  public void warning(String what) {
    close();
    terminal.line(what);
  }

  @Override
  public void begin(int maxEpochs, int trainingEvents, String name) {
    epochs = maxEpochs;
    events = trainingEvents;
    metric = name;
    judged = "val";
    begun = nanoTime.getAsLong();
    drawn = begun - REDRAW;
  }

  @Override
  public void members(String what) {
    close();
    terminal.line(
        String.format(
            Locale.ROOT,
            "%s, trained side by side, %s at most; an event is held out by one member",
            what,
            epochs == 1 ? "one epoch" : epochs + " epochs"));
    judged = "held out";
  }

  @Override
  public void step(TrainingStep step) {
    long before = (step.epoch() - 1L) * events;
    if (first < 0) {
      first = before;
    }
    done = before + step.events();
    long now = nanoTime.getAsLong();
    if (terminal.live() && now - drawn >= REDRAW) {
      drawn = now;
      long percent = 100 * step.events() / Math.max(1, events);
      overwrite(
          String.format(Locale.ROOT, "epoch %d/%d %2d%%%s", step.epoch(), epochs, percent, figures)
              + pace());
    }
  }

  @Override
  public void epoch(Epoch epoch) {
    figures = String.format(Locale.ROOT, "  train %.4f", epoch.trainLoss());
    if (Double.isFinite(epoch.validationLoss())) {
      figures += String.format(Locale.ROOT, "  %s %.4f", judged, epoch.validationLoss());
      figures += epoch.best() ? "*" : " ";
    }
    if (Double.isFinite(epoch.metric())) {
      figures += String.format(Locale.ROOT, " %s %.4f", metric, epoch.metric());
    }
    String line =
        String.format(Locale.ROOT, "epoch %d/%d%s", epoch.number(), epochs, figures) + pace();
    if (terminal.live()) {
      overwrite(line);
    } else {
      terminal.out().println(line);
    }
  }

  /// Progress of reading these entries, for {@link Snapshot}: a percentage, in a terminal alone.
  Snapshot.Progress reading(long entries) {
    begun = nanoTime.getAsLong();
    drawn = begun - REDRAW;
    return new Snapshot.Progress() {
      @Override
      public void read(long count) {
        long now = nanoTime.getAsLong();
        if (terminal.live() && now - drawn >= REDRAW) {
          drawn = now;
          double perSecond = count * 1e9 / Math.max(1, now - begun);
          long percent = 100 * count / Math.max(1, entries);
          overwrite(String.format(Locale.ROOT, "%2d%%  %s events/s", percent, rate(perSecond)));
        }
      }

      @Override
      public boolean stop() {
        return ProgressLine.this.stop();
      }
    };
  }

  @Override
  public boolean stop() {
    return stop.getAsBoolean();
  }

  /// Ends the current line, so that what follows begins on a new one.
  void close() {
    if (open) {
      terminal.out().println();
      open = false;
    }
  }

  private void overwrite(String line) {
    terminal.control((open ? CLEAR : "") + CUT);
    terminal.out().print(line);
    terminal.control(WRAP);
    terminal.out().flush();
    open = true;
  }

  private String pace() {
    double seconds = (nanoTime.getAsLong() - begun) / 1e9;
    if (done <= first || seconds <= 0) {
      return "";
    }
    double perSecond = (done - first) / seconds;
    long left = Math.round(((long) epochs * events - done) / perSecond);
    return "  " + rate(perSecond) + " events/s" + (left > 0 ? "  " + clock(left) + " left" : "");
  }

  private static String rate(double perSecond) {
    return perSecond < 1e4
        ? String.format(Locale.ROOT, "%.0f", perSecond)
        : perSecond < 1e7
            ? String.format(Locale.ROOT, "%.0fk", perSecond / 1e3)
            : String.format(Locale.ROOT, "%.0fM", perSecond / 1e6);
  }

  private static String clock(long seconds) {
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d h", seconds / 3600, seconds / 60 % 60);
  }
}
