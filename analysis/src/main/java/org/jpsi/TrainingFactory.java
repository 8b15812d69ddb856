package org.jpsi;

import java.nio.file.Path;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.data.Preprocessor;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.events.Events;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.train.Trainer;

/// Factories of what a training by hand needs, by their names at the front door ({@link Jpsi}):
/// each method is the one of this name in its class.
public final class TrainingFactory {
  private TrainingFactory() {}

  /// Factory of {@link Preprocessing}.
  public static final class OfPreprocessing {
    OfPreprocessing() {}

    /// Standardization of columns or expressions, to be fitted.
    public Preprocessor standardize(String... expressions) {
      return Preprocessing.standardize(expressions);
    }

    /// Standardization of features, to be fitted.
    public Preprocessor standardize(Features features) {
      return Preprocessing.standardize(features);
    }

    /// Scaling by median and interquartile range, to be fitted.
    public Preprocessor robust(String... expressions) {
      return Preprocessing.robust(expressions);
    }

    /// Scaling of features by median and interquartile range, to be fitted.
    public Preprocessor robust(Features features) {
      return Preprocessing.robust(features);
    }
  }

  /// Factory of {@link Trainer}.
  public static final class OfTrainer {
    OfTrainer() {}

    /// A trainer of a network.
    public Trainer of(Layer network, Loss loss, Optimizer optimizer) {
      return Trainer.of(network, loss, optimizer);
    }
  }

  /// Factory of {@link Roc}.
  public static final class OfRoc {
    OfRoc() {}

    /// The ROC curve of a model on labeled events, with their weights.
    public Roc of(Model model, Events events) {
      return Roc.of(model, events);
    }

    /// The ROC curve of scores.
    public Roc of(double[] score, boolean[] signal, double[] weight) {
      return Roc.of(score, signal, weight);
    }
  }

  /// Reader and writer of {@link ModelFile}.
  public static final class OfModelFile {
    OfModelFile() {}

    /// Reads a model.
    public Model read(Path file) {
      return ModelFile.read(file);
    }

    /// Writes a model.
    public void write(Model model, Path file) {
      ModelFile.write(model, file);
    }
  }
}
