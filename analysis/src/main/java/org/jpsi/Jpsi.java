package org.jpsi;

import org.jpsi.report.Display;

/// Names at the front door, for a program with two imports:
///
/// ```java
/// import org.jpsi.*;
/// import static org.jpsi.Jpsi.*;
///
/// void main() {
///   var events = Events.open("higgs.root", "tree").weight("weight").label("process");
///   show(events.histogram("m_bb", 50, 0, 300).by("process"));
/// }
/// ```
///
/// A name here stands for the class of the library of this name, and has what makes things of it:
/// `Events.open` is that of {@link org.jpsi.core.events.Events}. Where a type is to be written out
/// (`Events events = ...` in place of `var`), its own import is added. Programs that `jpsi lesson`
/// starts, `jpsi shell` and notebooks need none.
@SuppressWarnings({"ConstantField", "MemberName"}) // they are called as what they stand for
public final class Jpsi {
  /// Factory of {@link org.jpsi.core.events.Events}.
  public static final EventsFactory Events = new EventsFactory();

  /// Factory of {@link org.jpsi.core.data.Preprocessing}.
  public static final TrainingFactory.OfPreprocessing Preprocessing =
      new TrainingFactory.OfPreprocessing();

  /// Factory of {@link org.jpsi.core.train.Trainer}.
  public static final TrainingFactory.OfTrainer Trainer = new TrainingFactory.OfTrainer();

  /// Factory of {@link org.jpsi.core.eval.Roc}.
  public static final TrainingFactory.OfRoc Roc = new TrainingFactory.OfRoc();

  /// Reader and writer of {@link org.jpsi.core.model.ModelFile}.
  public static final TrainingFactory.OfModelFile ModelFile = new TrainingFactory.OfModelFile();

  /// Factory of {@link org.jpsi.core.nn.Sequential}.
  public static final Factory.WithLayers<org.jpsi.core.nn.Sequential> Sequential =
      Factory.SEQUENTIAL;

  /// Factory of {@link org.jpsi.core.nn.Residual}.
  public static final Factory.WithLayers<org.jpsi.core.nn.Residual> Residual = Factory.RESIDUAL;

  /// Factory of {@link org.jpsi.core.nn.Linear}.
  public static final Factory.OfLinear Linear = new Factory.OfLinear();

  /// Factory of {@link org.jpsi.core.nn.Dropout}.
  public static final Factory.WithNumber<org.jpsi.core.nn.Dropout> Dropout =
      org.jpsi.core.nn.Dropout::of;

  /// Factory of {@link org.jpsi.core.nn.BatchNorm}.
  public static final Factory.WithWidth<org.jpsi.core.nn.BatchNorm> BatchNorm =
      org.jpsi.core.nn.BatchNorm::of;

  /// Factory of {@link org.jpsi.core.nn.LayerNorm}.
  public static final Factory.WithWidth<org.jpsi.core.nn.LayerNorm> LayerNorm =
      org.jpsi.core.nn.LayerNorm::of;

  /// Factory of {@link org.jpsi.core.nn.Relu}.
  public static final Factory<org.jpsi.core.nn.Relu> Relu = org.jpsi.core.nn.Relu::of;

  /// Factory of {@link org.jpsi.core.nn.LeakyRelu}.
  public static final Factory<org.jpsi.core.nn.LeakyRelu> LeakyRelu =
      org.jpsi.core.nn.LeakyRelu::of;

  /// Factory of {@link org.jpsi.core.nn.Elu}.
  public static final Factory<org.jpsi.core.nn.Elu> Elu = org.jpsi.core.nn.Elu::of;

  /// Factory of {@link org.jpsi.core.nn.Selu}.
  public static final Factory<org.jpsi.core.nn.Selu> Selu = org.jpsi.core.nn.Selu::of;

  /// Factory of {@link org.jpsi.core.nn.Gelu}.
  public static final Factory<org.jpsi.core.nn.Gelu> Gelu = org.jpsi.core.nn.Gelu::of;

  /// Factory of {@link org.jpsi.core.nn.Silu}.
  public static final Factory<org.jpsi.core.nn.Silu> Silu = org.jpsi.core.nn.Silu::of;

  /// Factory of {@link org.jpsi.core.nn.Sigmoid}.
  public static final Factory<org.jpsi.core.nn.Sigmoid> Sigmoid = org.jpsi.core.nn.Sigmoid::of;

  /// Factory of {@link org.jpsi.core.nn.Tanh}.
  public static final Factory<org.jpsi.core.nn.Tanh> Tanh = org.jpsi.core.nn.Tanh::of;

  /// Factory of {@link org.jpsi.core.loss.BinaryCrossEntropy}.
  public static final Factory<org.jpsi.core.loss.BinaryCrossEntropy> BinaryCrossEntropy =
      org.jpsi.core.loss.BinaryCrossEntropy::of;

  /// Factory of {@link org.jpsi.core.loss.CrossEntropy}.
  public static final Factory<org.jpsi.core.loss.CrossEntropy> CrossEntropy =
      org.jpsi.core.loss.CrossEntropy::of;

  /// Factory of {@link org.jpsi.core.loss.MeanSquaredError}.
  public static final Factory<org.jpsi.core.loss.MeanSquaredError> MeanSquaredError =
      org.jpsi.core.loss.MeanSquaredError::of;

  /// Factory of {@link org.jpsi.core.optim.Adam}, with its learning rate.
  public static final Factory.WithNumber<org.jpsi.core.optim.Adam> Adam =
      org.jpsi.core.optim.Adam::new;

  /// Factory of {@link org.jpsi.core.optim.AdamW}.
  public static final Factory<org.jpsi.core.optim.AdamW> AdamW = org.jpsi.core.optim.AdamW::of;

  /// Factory of {@link org.jpsi.core.optim.Sgd}, with its learning rate.
  public static final Factory.WithNumber<org.jpsi.core.optim.Sgd> Sgd =
      org.jpsi.core.optim.Sgd::new;

  private Jpsi() {}

  /// Shows figures, tables, events, histograms, networks, histories, runs, or text: in a notebook
  /// there, else in the terminal and, what is drawn, on the page `runs/figures.html`.
  public static void show(Object... things) {
    Display.show(things);
  }
}
