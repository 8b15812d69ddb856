// %% [markdown]
// # 10. Optimizing the parameters of a model
//
// In lesson 4 a `Trainer` trained the network. Here we write its loop by hand, in some ten lines,
// and look at what one has to choose: the number of epochs, the batch size, the learning rate,
// the loss and the optimizer. It follows *Optimizing Model Parameters* of PyTorch's tutorial; on
// the slides it is *Loss functions* and *Backpropagation gradient descent* ("learning rate
// determines step size").

// %%
import static org.jpsi.lessons.Lesson.*;

import java.util.*;
import java.util.function.*;
import org.jpsi.core.data.*;
import org.jpsi.core.eval.*;
import org.jpsi.core.loss.*;
import org.jpsi.core.nn.*;
import org.jpsi.core.optim.*;
import org.jpsi.core.random.*;
import org.jpsi.core.tensor.*;
import org.jpsi.core.train.*;
import org.jpsi.lab.sim.*;
import org.jpsi.report.*;

// %% [markdown]
// ## The training loop
//
// One epoch goes once over all training events, in batches drawn at random. Each batch takes
// three steps:
//
// 1. **forward**: compute the outputs, and from them the loss;
// 2. **backward**: compute the gradient of the loss by every parameter, from the last layer to
//    the first (lesson 9 and lesson 14);
// 3. **step**: the optimizer moves the parameters against the gradient.
//
// In PyTorch there is a fourth: `optimizer.zero_grad()`. Its gradients are added up in the
// parameters, and have to be set to zero. Here `backward()` gives the gradients as a value, and
// there is nothing to forget.
//
// Losses here are *sums* over events; divided by their number they are the mean, of which the
// slides speak.

// %%
double trainLoop(
    DataLoader dataloader,
    Layer model,
    Parameters parameters,
    Loss lossFn,
    Optimizer.State optimizer) {
  double sum = 0;
  int events = 0;
  for (Batch batch : dataloader) {
    Tensor pred = model.forward(batch.x(), new Mode.Training(Rng.of(1), 0));
    Tensor loss = lossFn.forward(pred, batch.y(), batch.w()).div(batch.events());
    Gradients gradients = loss.backward();
    optimizer.step(parameters, gradients.of(parameters));
    sum += loss.item() * batch.events();
    events += batch.events();
  }
  return sum / events;
}

// %% [markdown]
// ## The test loop
//
// It goes over events that were not trained on, and counts how many are named right.

// %%
double testLoop(DataLoader dataloader, Layer model) {
  double correct = 0;
  int events = 0;
  for (Batch batch : dataloader) {
    Tensor pred = model.forward(batch.x(), Mode.inference());
    correct += pred.argMax(1).eq(batch.y()).sum().item();
    events += batch.events();
  }
  return correct / events;
}

void main() {
  // %% [markdown]
  // ## Data and model
  //
  // 6,000 training events and 2,000 test events are enough to see what there is to see; the
  // network has one hidden layer of 64 nodes. Its first weights are drawn from a seed.

  // %%
  var showers = Showers.of(1);
  var trainingData = Dataset.of(showers.images(0, 6_000), showers.labels(0, 6_000));
  var testData = Dataset.of(showers.images(60_000, 62_000), showers.labels(60_000, 62_000));
  Supplier<Sequential> newModel =
      () -> {
        var net = Sequential.of(Linear.of(784, 64), Relu.of(), Linear.of(64, 10));
        net.initialize(Rng.of(7));
        return net;
      };
  show(newModel.get());

  // %% [markdown]
  // Before any training the outputs are of no use, and the loss is about that of guessing: the
  // cross-entropy of ten kinds with probability 1/10 each is $\ln 10 = 2.303$.

  // %%
  var lossFn = new CrossEntropy();
  Tensor first = newModel.get().forward(testData.x(), Mode.inference());
  double before = lossFn.forward(first, testData.y(), testData.w()).item() / testData.events();
  say(
      "loss %.3f, accuracy %.1f %%",
      before, 100 * testLoop(DataLoader.of(testData, 500), newModel.get()));
  claim("an untrained network guesses", close(before, 2.303, 0.3));

  // %% [markdown]
  // ## Hyperparameters
  //
  // What is chosen before training and not learned by it:

  // %%
  int epochs = 5;
  int batchSize = 64;
  double learningRate = 1e-3;

  // %% [markdown]
  // **Predict first.** The tutorial takes stochastic gradient descent (`Sgd`) with this learning
  // rate. What accuracy in percent will five epochs give? Chance is 10.

  // %%
  var guess = predict("percent right after 5 epochs of SGD with 1e-3", 60.0);

  // %% [markdown]
  // All together: parameters, optimizer, and the two loops, epoch by epoch.

  // %%
  var model = newModel.get();
  var parameters = Parameters.of(model.parameters());
  Optimizer.State sgd = new Sgd(learningRate).start(parameters);
  double reached = 0;
  for (int epoch = 1; epoch <= epochs; epoch++) {
    var batches = DataLoader.of(trainingData, batchSize, Rng.of(1).child(epoch));
    double trainLoss = trainLoop(batches, model, parameters, lossFn, sgd);
    reached = testLoop(DataLoader.of(testData, 500), model);
    say("Epoch %d: training loss %.3f, accuracy %.1f %%", epoch, trainLoss, 100 * reached);
  }
  guess.reveal(StrictMath.rint(1000 * reached) / 10);

  // %% [markdown]
  // It learns, but slowly. *Try:* another `learningRate` above.
  //
  // ## The learning rate
  //
  // A step is the learning rate times the gradient. Too small, and one does not get anywhere; too
  // large, and one steps over the valley, at worst further and further out. We do the same five
  // epochs with rates from 0.0001 to 10, and with Adam beside plain gradient descent.

  // %%
  BiFunction<Optimizer, Integer, double[]> train =
      (optimizer, n) -> {
        var net = newModel.get();
        var its = Parameters.of(net.parameters());
        var state = optimizer.start(its);
        double[] accuracy = new double[n];
        for (int e = 0; e < n; e++) {
          var batches = DataLoader.of(trainingData, batchSize, Rng.of(1).child(e + 1));
          trainLoop(batches, net, its, lossFn, state);
          accuracy[e] = testLoop(DataLoader.of(testData, 500), net);
        }
        return accuracy;
      };

  var rateGuess = predict("the best learning rate for SGD", 0.001);

  // %%
  var watch = stopwatch();
  double[] rates = {1e-4, 1e-3, 1e-2, 1e-1, 1, 10};
  double[] withSgd = new double[6];
  double[] withAdam = new double[6];
  for (int r = 0; r < 6; r++) {
    withSgd[r] = train.apply(new Sgd(rates[r]), epochs)[epochs - 1];
    withAdam[r] = train.apply(new Adam(rates[r]), epochs)[epochs - 1];
    say(
        "learning rate %7.4f: SGD %4.1f %%, Adam %4.1f %%",
        rates[r], 100 * withSgd[r], 100 * withAdam[r]);
  }
  watch.lap("twelve trainings");
  show(
      Chart.of("After five epochs")
          .axes("learning rate", "accuracy on test events")
          .logX()
          .xRange(5e-5, 20)
          .ticks("x", rates)
          .yRange(0, 1)
          .line("SGD", rates, withSgd)
          .line("Adam", rates, withAdam)
          .points("SGD", rates, withSgd, 4)
          .points("Adam", rates, withAdam, 4));

  // %%
  int best = 0;
  for (int r = 0; r < 6; r++) {
    best = withSgd[r] > withSgd[best] ? r : best;
  }
  rateGuess.reveal(rates[best]);
  claim("0.0001 is too small and 10 too large", withSgd[0] < 0.3 && withSgd[5] < 0.15);
  claim("the best rate for SGD is 0.1, a hundred times the tutorial's", rates[best] == 0.1);
  claim(
      "at the tutorial's 0.001 Adam gets more than 30 percent points further",
      withAdam[1] > withSgd[1] + 0.3);

  // %% [markdown]
  // Adam divides each parameter's step by how large its gradients have been, so that every step
  // is about the learning rate, whatever the units of the loss. It is best at a rate some ten
  // times smaller than SGD's, and at 1 it steps so far that it learns nothing. There is no rate
  // that is right for all optimizers. Lesson 16 lets the optimizers race.
  //
  // ## The batch size
  //
  // One epoch of 6,000 events is 375 steps with batches of 16, and 6 with batches of 1,024. Each
  // time all events are seen five times.

  // %%
  double[] sizes = {16, 64, 256, 1024};
  double[] bySize = new double[4];
  for (int s = 0; s < 4; s++) {
    var net = newModel.get();
    var its = Parameters.of(net.parameters());
    var state = new Sgd(0.1).start(its);
    int steps = 0;
    for (int e = 1; e <= 5; e++) {
      var batches = DataLoader.of(trainingData, (int) sizes[s], Rng.of(1).child(e));
      trainLoop(batches, net, its, lossFn, state);
      steps += batches.count();
    }
    bySize[s] = testLoop(DataLoader.of(testData, 500), net);
    say("batches of %4.0f: %4d steps, accuracy %.1f %%", sizes[s], steps, 100 * bySize[s]);
  }
  claim(
      "few large batches learn less than many small ones, at the same rate",
      bySize[1] > bySize[3] + 0.1);

  // %% [markdown]
  // A larger batch has a better gradient, but at the same learning rate it makes fewer steps. It
  // also takes larger steps well, so one raises both together (Goyal et al.).
  //
  // ## The loop of the library
  //
  // `Trainer` does the same on several threads, and adds what one wants sooner or later: it looks
  // at a loss on other events, keeps the best weights, stops when nothing gets better, and
  // refuses events with NaN. Here is the loop above against it, with the same first weights and
  // the same order of events.

  // %%
  Rng rng = Rng.of(3);
  var byHand = newModel.get();
  byHand.initialize(rng.child("weights"));
  var its = Parameters.of(byHand.parameters());
  var adam = new Adam(1e-3).start(its);
  double lossByHand = 0;
  for (int e = 1; e <= 3; e++) {
    var batches = DataLoader.of(trainingData, 64, rng.child("shuffle").child(e));
    lossByHand = trainLoop(batches, byHand, its, lossFn, adam);
  }
  var byTrainer = newModel.get();
  var history =
      Trainer.of(byTrainer, lossFn, new Adam(1e-3))
          .metric(Metric.accuracy())
          .fit(
              trainingData,
              testData,
              TrainingConfig.epochs(3).withBatch(64).withSeed(3).withThreads(threads()));
  double lossByTrainer = history.epochs().getLast().trainLoss();
  say("training loss of epoch 3: by hand %.4f, by the trainer %.4f", lossByHand, lossByTrainer);
  say(
      "accuracy: by hand %.4f, by the trainer %.4f",
      testLoop(DataLoader.of(testData, 500), byHand), history.epochs().getLast().metric());
  double[] one = its.named("0.weight").orElseThrow().tensor().toDoubleArray();
  double[] two = byTrainer.parameters().getFirst().tensor().toDoubleArray();
  double apart = 0;
  for (int i = 0; i < one.length; i++) {
    apart = Math.max(apart, Math.abs(one[i] - two[i]));
  }
  say("largest difference of two weights: %.0e", apart);
  claim("they end with the same weights, but for rounding", apart < 1e-5);

  // %% [markdown]
  // ## Exercise
  //
  // Write the step of gradient descent: given weights $w$, the gradient $g$ of the loss by each
  // of them and the learning rate $r$, the new weights are $w_i - r\,g_i$.

  // %% [exercise]
  interface Step {
    double[] of(double[] w, double[] g, double r);
  }

  Step step =
      (w, g, r) -> {
        double[] next = w.clone();
        // for (int i = 0; i < w.length; i++) { ... }
        return next;
      };
  exercise(
      "a step of gradient descent",
      () -> step.of(new double[] {1, 2}, new double[] {0.5, -1}, 0.1),
      w -> {
        if (w.length != 2) {
          return "two weights go in, " + w.length + " came out";
        }
        if (w[0] == 1 && w[1] == 2) {
          return "the weights are as they were: set next[i] in the loop";
        }
        if (close(w[0], 1.05, 1e-9)) {
          return "this goes uphill: against the gradient, please";
        }
        boolean right = close(w[0], 0.95, 1e-9) && close(w[1], 2.1, 1e-9);
        return right ? "" : "from (1, 2), gradient (0.5, -1), rate 0.1 it is (0.95, 2.1)";
      });

  // %% [solution]
  // Step descent =
  //     (w, g, r) -> {
  //       double[] next = w.clone();
  //       for (int i = 0; i < w.length; i++) {
  //         next[i] = w[i] - r * g[i];
  //       }
  //       return next;
  //     };
  // exercise(
  //     "a step of gradient descent",
  //     () -> descent.of(new double[] {1, 2}, new double[] {0.5, -1}, 0.1),
  //     w -> close(w[0], 0.95, 1e-9) && close(w[1], 2.1, 1e-9) ? "" : "not yet");

  // %% [markdown]
  // ## References
  //
  // - PyTorch Team, *Learn the Basics: Optimizing Model Parameters*,
  //   pytorch.org/tutorials/beginner/basics
  // - H. Robbins, S. Monro, *A stochastic approximation method*, Ann. Math. Stat. 22 (1951) 400,
  //   doi:10.1214/aoms/1177729586
  // - D. P. Kingma, J. Ba, *Adam: a method for stochastic optimization*, arXiv:1412.6980
  // - P. Goyal et al., *Accurate, large minibatch SGD: training ImageNet in 1 hour*,
  //   arXiv:1706.02677
  // - L. N. Smith, *Cyclical learning rates for training neural networks*, arXiv:1506.01186: how
  //   to look for a learning rate; `Trainer.findLearningRate`
}
