package org.jpsi.core.loss;

import java.util.List;
import java.util.Map;
import org.jpsi.core.data.Batch;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.kernel.DistanceCorrelation;
import org.jpsi.core.tensor.CustomOperation;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Loss of a classifier whose probability is independent of some variables in background events
/// (DisCo, Kasieczka and Shih, arXiv:2001.05310, eq. 3):
///
/// `classifier + strength (sum w) sum over variables of dCor2(probability, variable | background)`
///
/// with the weighted distance correlation, squared. The variables are spectators of the dataset;
/// background is what has the target 0. An event whose variable is NaN has no part in its term.
/// Weights are zero or more. It does not add up over events: batches are to be large, of some
/// hundred background events or more, and validation events are one batch.
///
/// The term alone does not know which side the signal is on: from first weights it may hold a
/// training where probabilities are all the same. So the first {@link #PLAIN_SHARE} of the epochs
/// minimizes the classifier's loss alone.
///
/// @param classifier a binary loss, whose response is the probability of signal
/// @param variables spectators by name, one or more
/// @param strength of zero or more; lambda in the paper
public record DistanceCorrelationLoss(Loss classifier, List<String> variables, double strength)
    implements Loss {
  /// The share of the epochs that minimizes the classifier's loss alone.
  public static final double PLAIN_SHARE = 0.25;

  /// The largest strength.
  public static final double MAX_STRENGTH = 10_000;

  public DistanceCorrelationLoss {
    variables = List.copyOf(variables);
    SettingCheck.within("disco", "strength", strength, 0, MAX_STRENGTH);
    if (variables.isEmpty()) {
      throw InputException.at("disco")
          .expected("one variable or more, spectators of the dataset")
          .found("none")
          .exception();
    }
  }

  /// The loss with the binary cross-entropy.
  public static DistanceCorrelationLoss of(double strength, String... variables) {
    return new DistanceCorrelationLoss(new BinaryCrossEntropy(), List.of(variables), strength);
  }

  @Override
  public String name() {
    return "disco";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("strength", strength);
  }

  @Override
  public List<Loss> parts() {
    return List.of(classifier);
  }

  /// Refused: it needs the batch, with its spectators.
  @Override
  public Tensor forward(Tensor output, Tensor target, Tensor weight) {
    throw new IllegalArgumentException(
        "disco: expected a batch with the spectators " + String.join(", ", variables));
  }

  @Override
  public Tensor forward(Tensor output, Batch batch) {
    Tensor weight = batch.w();
    int events = weight.count();
    Tensor probability = classifier.response(output).reshape(events);
    Tensor target = batch.targetRows().reshape(events);
    Tensor loss = classifier.forward(output, batch);
    Tensor scale = weight.sum().mul((float) strength);
    for (String variable : variables) {
      Tensor term =
          Tensor.apply(new Squared(), probability, batch.spectator(variable), target, weight);
      loss = loss.add(term.mul(scale));
    }
    return loss;
  }

  @Override
  public boolean additive() {
    return false;
  }

  /// All of them: one batch has less noise, and a smaller bias, than many.
  @Override
  public int validationBatch(int batch, int events) {
    return events;
  }

  @Override
  public Loss inEpoch(int epoch, int epochs) {
    return epoch <= (int) (PLAIN_SHARE * epochs) ? classifier : this;
  }

  @Override
  public TargetRange targets(int outputs) {
    return classifier.targets(outputs);
  }

  @Override
  public Tensor response(Tensor output) {
    return classifier.response(output);
  }

  /// The squared distance correlation of background events as an operation: of probability,
  /// variable, target and weight, with a gradient by the first.
  private record Squared() implements CustomOperation {
    @Override
    public Shape shape(List<Shape> inputs) {
      return Shape.SCALAR;
    }

    @Override
    public void forward(List<Tensor> x, float[] y) {
      y[0] = (float) of(x).squared();
    }

    @Override
    public void backward(List<Tensor> x, Tensor y, float[] g, List<float[]> dx) {
      double[] gradient = of(x).gradient();
      for (int i = 0; i < gradient.length; i++) {
        dx.get(0)[i] = (float) (g[0] * gradient[i]);
        dx.get(1)[i] = 0;
        dx.get(2)[i] = 0;
        dx.get(3)[i] = 0;
      }
    }

    private static DistanceCorrelation of(List<Tensor> x) {
      double[] weight = doubles(x.get(3));
      float[] target = x.get(2).values();
      for (int i = 0; i < weight.length; i++) {
        weight[i] = target[i] == 0 ? weight[i] : 0;
      }
      return DistanceCorrelation.of(doubles(x.get(0)), doubles(x.get(1)), weight);
    }

    private static double[] doubles(Tensor tensor) {
      float[] values = tensor.values();
      double[] doubles = new double[tensor.count()];
      for (int i = 0; i < doubles.length; i++) {
        doubles[i] = values[i];
      }
      return doubles;
    }
  }
}
