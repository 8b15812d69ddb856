package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jpsi.analysis.folder.RunFolder;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.MemberScores;
import org.jpsi.core.model.EnsemblePredictor;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Part;
import org.jpsi.core.train.Predictions;
import org.jpsi.report.InputFigureRendering;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs of ensembles: which events are scored by whom, and what is written of it.
class EnsembleRunTest {
  private static final int MEMBERS = 4;
  @TempDir Path folder;
  private TrainService.TrainRequest request;
  private PreparedTraining training;
  private TrainedModel ensemble;

  @BeforeEach
  void train() {
    Toy.write(folder.resolve("sig.root"), "t", Toy.events(400, 1, 1));
    Toy.write(folder.resolve("bkg.root"), "t", Toy.events(400, 2, 0));
    Path analysis =
        Toy.analysis(
            folder,
            """
            samples: [{files: sig.root, class: sig}, {files: bkg.root, class: bkg}]
            features: [x, y]
            network: {layers: [8, 4]}
            members: 4
            training: {epochs: 3, batch: 20}
            reference: false
            """);
    request = Toy.request(analysis, folder.resolve("run"));
    ProgressListener silent = ProgressListener.SILENT;
    training = TrainService.prepare(TrainService.read(request), 1, silent, new Warnings(silent));
    ensemble = new ModelTraining(training, Learners.of(training), 1, silent).all().getFirst();
  }

  private BaggedMembers members() {
    return ensemble.members().orElseThrow();
  }

  private RunEvaluation evaluated(TrainedModel model) {
    return RunEvaluation.of(training, List.of(model), ThreadPool.SERIAL, ProgressListener.SILENT);
  }

  private TrainedModel keeping(int kept) {
    Predictor best = members().best(kept, training.loss(), training.train(), ThreadPool.SERIAL);
    return new TrainedModel(
        ensemble.name(), best, ensemble.history(), ensemble.patience(), ensemble.members());
  }

  private double score(Predictor predictor, Dataset events, int event) {
    float[] outputs =
        Predictions.of(predictor, training.loss(), events, ThreadPool.SERIAL).outputs();
    return 1 / (1 + Math.exp(-outputs[event]));
  }

  @Test
  void eachTrainingEventIsScoredByAMemberThatKnewItAndByTheOneThatDidNot() {
    Evaluation found = evaluated(ensemble).evaluation();
    MemberScores scores = found.members().orElseThrow().scores();
    Dataset train = training.train();
    int[] foldOf = members().folds().foldOf();
    for (int i = 0; i < foldOf.length; i += 37) {
      Predictor out = members().all().members().get(foldOf[i]);
      Predictor knew = members().all().members().get((foldOf[i] + 1) % MEMBERS);
      assertThat(scores.heldOut().scores()[0][i]).isEqualTo(score(out, train, i), within());
      assertThat(found.train().scores()[0][i]).isEqualTo(score(knew, train, i), within());
    }
    Dataset test = training.parts().test();
    double[] byAll = found.evaluated().scores()[0];
    double[] spread = scores.spread()[0];
    for (int i = 0; i < byAll.length; i += 23) {
      assertThat(byAll[i]).isEqualTo(score(members().all(), test, i), within());
      double mean = 0;
      double squares = 0;
      for (Predictor member : members().all().members()) {
        double s = score(member, test, i);
        mean += s / MEMBERS;
        squares += s * s / MEMBERS;
      }
      assertThat(byAll[i]).as("mean of probabilities").isEqualTo(mean, within());
      double deviation = Math.sqrt(Math.max(0, squares - mean * mean) * MEMBERS / (MEMBERS - 1));
      assertThat(spread[i]).isEqualTo(deviation, within());
    }
    assertThat(scores.all()).isEmpty();
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.api.Assertions.within(1e-6);
  }

  @Test
  void theBestMemberIsThatOfTheLowestHeldOutLoss() {
    int best = -1;
    double lowest = Double.POSITIVE_INFINITY;
    for (int m = 0; m < MEMBERS; m++) {
      Dataset fold = training.train().view(members().folds().heldOut(m));
      double loss =
          Predictions.of(members().all().members().get(m), training.loss(), fold, ThreadPool.SERIAL)
              .meanLoss(fold);
      best = loss < lowest ? m : best;
      lowest = Math.min(lowest, loss);
    }
    assertThat(keeping(1).predictor()).isSameAs(members().all().members().get(best));
    assertThat(keeping(MEMBERS).predictor()).isSameAs(members().all());
    EnsemblePredictor two = (EnsemblePredictor) keeping(2).predictor();
    assertThat(two.members()).hasSize(2).contains(keeping(1).predictor());
  }

  @Test
  void aRunThatKeepsOneMemberSaysWhatAllWouldDo() throws IOException {
    Evaluation all = evaluated(ensemble).evaluation();
    Evaluation one = evaluated(keeping(1)).evaluation();
    assertThat(one.members().orElseThrow().all().orElseThrow())
        .isEqualTo(all.metrics().get(Part.TEST));
    assertThat(one.members().orElseThrow().heldOut())
        .as("the gap is that of all members, whichever are kept")
        .isEqualTo(all.members().orElseThrow().heldOut());
    JsonNode metrics = written(keeping(1));
    assertThat(metrics.at("/members/all/auc").asDouble())
        .isEqualTo(Objects.requireNonNull(all.metrics().get(Part.TEST)).value("auc").orElseThrow());
  }

  private JsonNode written(TrainedModel model) throws IOException {
    try (RunFolder run = RunFolder.newRun(folder.resolve("run"), true);
        InputFigureRendering drawings =
            InputFigureRendering.begin(RunWriter.inputs(training), ThreadPool.SERIAL)) {
      run.begin();
      new RunWriter(training, model, () -> evaluated(model), ProgressListener.SILENT)
          .write(run, RunWriter.inputs(training), drawings);
    }
    return JsonMapper.shared().readTree(Files.readString(folder.resolve("run/metrics.json")));
  }

  @Test
  void filesNameHeldOutFigures() throws IOException {
    JsonNode metrics = written(ensemble);
    assertThat(metrics.at("/heldOut/auc").asDouble()).isBetween(0.5, 1.0);
    assertThat(metrics.at("/heldOut/events").asInt()).isEqualTo(training.train().events());
    assertThat(metrics.at("/members/trained").asInt()).isEqualTo(MEMBERS);
    assertThat(metrics.at("/members/trainingSpread/score").asDouble()).isBetween(1e-4, 0.5);
    assertThat(metrics.at("/members/all").isMissingNode()).isTrue();
    Path run = folder.resolve("run");
    assertThat(Files.readAllLines(run.resolve("history.csv")).getFirst())
        .isEqualTo("epoch,train_loss,held_out_loss,held_out_auc,learning_rate,penalty");
    assertThat(Files.readString(run.resolve("report.html"))).contains("held out (one member)");
    EnsemblePredictor read =
        (EnsemblePredictor) ModelFile.read(run.resolve("model.safetensors")).predictor();
    assertThat(read.members()).hasSize(MEMBERS);
  }

  private TrainService.TrainResult run(List<String> settings, ProgressListener progress) {
    return TrainService.run(
        new TrainService.TrainRequest(
            request.file(), settings, folder.resolve("whole"), null, 2, true),
        progress);
  }

  @Test
  void epochsOfAMixtureWithMembersAreHeldOutOnesToo() throws IOException {
    TrainService.TrainResult result =
        run(
            List.of(
                "model=mix",
                "training.epochs=60",
                "training.patience=1",
                "training.average=ema",
                "network.dropout=0"),
            ProgressListener.SILENT);
    assertThat(result.comparison().getFirst())
        .matches("mixture: [01]\\.\\d\\d of the network \\+ [01]\\.\\d\\d of boosted-trees, by .*");
    Path run = result.folder();
    assertThat(Files.readAllLines(run.resolve("history.csv")).getFirst())
        .isEqualTo("epoch,train_loss,held_out_loss,held_out_auc,learning_rate,penalty");
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("no better held-out loss in 1 epochs")
        .contains("Averaged weights were judged and kept.")
        .contains(
            "on the validation events, with their training weights, which differ from those of")
        .doesNotContain("with dropout");
  }

  @Test
  void theKeyKeepsTheBestMemberAndTheHeadlineSaysWhatItCosts() {
    TrainService.TrainResult result =
        run(List.of("members={train: 4, ship: 1}"), ProgressListener.SILENT);
    assertThat(ModelFile.read(result.folder().resolve("model.safetensors")).predictor())
        .isInstanceOf(NetworkPredictor.class);
    assertThat(result.headline()).contains("It keeps the best member of 4", " instead of ");
  }

  @Test
  void membersAreSaidOnceAndFewerThanAskedWhereThereAreFewerEvents() {
    List<String> said = new ArrayList<>();
    ProgressListener notes =
        new ProgressListener() {
          @Override
          public void members(String what) {
            said.add(what);
          }

          @Override
          public void warning(String what) {
            said.add(what);
          }
        };
    run(List.of(), notes);
    assertThat(said)
        .containsOnlyOnce("4 networks of 2-8-4-1")
        .noneMatch(line -> line.contains("members are trained"));
    said.clear();
    run(List.of("members=60", "split={train: 0.05, validation: 0.1, test: 0.85}"), notes);
    assertThat(said)
        .contains("60 networks of 2-8-4-1")
        .anyMatch(line -> line.matches("\\d+ members are trained, not 60: the training events.*"));
    said.clear();
    run(
        List.of("model=mix", "members=60", "split={train: 0.05, validation: 0.1, test: 0.85}"),
        notes);
    assertThat(said)
        .filteredOn(line -> line.matches("\\d+ members are trained, not 60: the training events.*"))
        .hasSize(1);
  }

  @Test
  void aPlainNetworkHasNoMembers() {
    TrainService.TrainResult result = run(List.of("members=1"), ProgressListener.SILENT);
    JsonNode metrics =
        JsonMapper.shared().readTree(result.folder().resolve("metrics.json").toFile());
    assertThat(metrics.has("heldOut")).isFalse();
    assertThat(metrics.has("members")).isFalse();
    assertThat(result.headline()).contains(" the network tells ");
  }
}
