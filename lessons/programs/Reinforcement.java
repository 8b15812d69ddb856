// %% [markdown]
// # 24. Reinforcement learning
//
// Until now somebody knew the right answer for each event, or there was none to know. Here nobody
// tells what is right. An **agent** looks at the **state** of a world, takes one of its
// **actions**, and gets a **reward**, a number. What it wants is a **goal state**, and a
// **distance function** says how far away that is (slide *Reinforcement learning*). It has to find
// out by trying which actions lead there.
//
// Three worlds follow, each harder than the one before: a robot in a tunnel, with a table of what
// actions are worth; a beam of particles that is to be steered through badly placed magnets, with
// a network in the place of the table; and a pole that must not fall.

// %%
import static org.jpsi.lessons.Lesson.*;

import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import org.jpsi.core.nn.*;
import org.jpsi.core.random.*;
import org.jpsi.lab.rl.*;
import org.jpsi.report.*;

// %% [markdown]
// A few helpers for pictures. You need not read them now.

// %% [helper]
double[] array(List<Double> list) {
  return list.stream().mapToDouble(v -> v).toArray();
}

// What the table thinks of each square, from white (bad) to blue (good), and the arrow of its best
// action. Walls are orange.
Chart map(String title, GridWorld world, QTable table) {
  double[] across = Chart.range(0, world.columns() - 1, world.columns());
  double[] up = Chart.range(0, world.rows() - 1, world.rows());
  var free = IntStream.range(0, world.states()).filter(s -> !world.isWall(s)).boxed().toList();
  double low = free.stream().mapToDouble(table::maxValue).min().orElseThrow();
  double high = free.stream().mapToDouble(table::maxValue).max().orElseThrow();
  double[][] shade = new double[world.rows()][world.columns()];
  for (double[] row : shade) {
    Arrays.fill(row, -0.5);
  }
  var x = new ArrayList<Double>();
  var y = new ArrayList<Double>();
  var toX = new ArrayList<Double>();
  var toY = new ArrayList<Double>();
  for (int s : free) {
    int column = world.column(s);
    int row = world.rows() - 1 - world.row(s);
    shade[row][column] =
        0.7 * (table.maxValue(s) - low) / (high - low); // light enough for the arrows
    int a = table.greedyAction(s);
    double dx = a == GridWorld.RIGHT ? 0.3 : a == GridWorld.LEFT ? -0.3 : 0;
    double dy = a == GridWorld.UP ? 0.3 : a == GridWorld.DOWN ? -0.3 : 0;
    if (s != world.goal()) {
      x.add(column - dx);
      y.add(row - dy);
      toX.add(column + dx);
      toY.add(row + dy);
    }
  }
  Chart chart = Chart.of(title).axes("column", "row, from below").size(520, 360);
  return chart
      .divergingHeat(across, up, shade, -1, 1)
      .color("best action", "#30343b")
      .arrows("best action", array(x), array(y), array(toX), array(toY))
      .label(world.column(world.goal()), world.rows() - 1 - world.row(world.goal()), "goal");
}

// The mean of a number over each `width` episodes, against the steps taken until then.
double[][] curve(List<Episode> episodes, int width, ToDoubleFunction<Episode> number) {
  double[][] points = new double[2][episodes.size() / width];
  double taken = 0;
  for (int i = 0; i < points[0].length; i++) {
    for (Episode episode : episodes.subList(i * width, (i + 1) * width)) {
      taken += episode.steps();
      points[1][i] += number.applyAsDouble(episode) / width;
    }
    points[0][i] = taken / 1000;
  }
  return points;
}

// The magnets of a beam line, drawn where they stand.
Chart magnets(String title, BeamLine of) {
  Chart chart = Chart.of(title).axes("along the line [m]", "x [mm]").size(560, 330);
  double[] aside = of.misalignments();
  for (int i = 0; i < aside.length; i++) {
    double[] from = {2 * i + 0.7, 2 * i + 1};
    double[] low = {aside[i] - 0.8, aside[i] - 0.8};
    double[] high = {aside[i] + 0.8, aside[i] + 0.8};
    chart.band("", from, low, high);
  }
  double goal = of.settings().tolerance();
  return chart
      .errors("", new double[] {8}, new double[] {0}, new double[] {goal})
      .label(7.7, -3 * goal, "target");
}

// Plays an episode with the line as it was drawn by `start`, and gives the beam's path at its end.
BeamLine.BeamTrack steered(BeamLine line, Policy agent, Rng start) {
  Episode.play(line, agent, start);
  return line.track();
}

String text(double... numbers) {
  return Arrays.stream(numbers)
      .mapToObj(x -> String.format(Locale.ROOT, "%.2f", x))
      .collect(Collectors.joining("  "));
}

void main() {
  // %%
  show(
      Diagram.of("What goes round in reinforcement learning")
          .spacing(190, 90)
          .colored("agent", 0, 0, "#cfe3f2", "agent", "chooses")
          .box("action", 1, 0, "action")
          .colored("world", 2, 0, "#fbe3d0", "world", "changes its state")
          .box("reward", 1, 1, "observation, reward", "how is it now, how good was that?")
          .arrow("agent", "action", "")
          .arrow("action", "world", "")
          .arrow("world", "reward", "")
          .arrow("reward", "agent", ""));

  // %% [markdown]
  // ## A robot in the tunnel: the Q-table
  //
  // A robot is to bring a spare part from `S` to the goal `G`; `#` is concrete. It can go up,
  // right, down and left, and it sees only the number of the square it stands on. Every step is
  // rewarded with $-1$, so the best sum of rewards belongs to the shortest way.
  //
  // The distance function of this world is the number of steps there would be without walls. Look
  // at the map: a square with a small distance is not always near!

  // %%
  var tunnel =
      GridWorld.of(
          "S...#.....",
          ".##.#.###.",
          ".#..#...#.",
          ".#.####.#.",
          ".#......#.",
          ".######.#.",
          "........#G");
  say("%d squares, %d actions", tunnel.states(), tunnel.actions());
  say("distance from S to G: %.0f", tunnel.distance(tunnel.start()));

  // %% [markdown]
  // **Predict first.** How many steps is the shortest way? Count, change the number, and run on.

  // %%
  var steps = predict("steps from S to G", 15);

  // %% [markdown]
  // The **Q-table** holds a number $Q(s, a)$ for each state and each action: the rewards that are
  // to be expected after it, where a reward $k$ steps later counts $\gamma^k$ of its size
  // ($\gamma$ is the *discount*). It begins with zeros. After each step from $s$ by $a$ to $s'$
  // with reward $r$
  //
  // $$Q(s, a) \leftarrow Q(s, a) + \eta \left(r + \gamma \max_{a'} Q(s', a') - Q(s, a)\right)$$
  //
  // so what was learned at the goal creeps back from square to square. Four of five actions are
  // the best ones so far, the fifth is drawn at random: **exploration**. Without it the robot
  // would never learn of a better way (Watkins 1989).

  // %%
  var walks = QLearning.episodes(1000).withDiscount(0.95).train(tunnel, 1);
  var table = walks.agent();
  var path = tunnel.path(table, tunnel.start());
  show(map("What the best action is worth", tunnel, table));
  var walked = curve(walks.episodes(), 10, e -> e.steps());
  show(
      Chart.of("How long the robot was on its way")
          .axes("steps taken in all [thousands]", "steps of an episode")
          .line("mean of 10 episodes", walked[0], walked[1])
          .horizontal(path.size() - 1));
  steps.reveal(path.size() - 1);

  // %% [markdown]
  // Blue squares are good, white ones bad, orange ones concrete. The dead end at the lower right
  // of the maze is two squares from the goal as the crow flies, and yet a poor place to be; the
  // table knows, the distance does not. Is the way the shortest? A search through all squares,
  // ring by ring from the goal, knows.

  // %%
  int[] far = new int[tunnel.states()];
  Arrays.fill(far, -1);
  far[tunnel.goal()] = 0;
  for (int ring = 0; ring < tunnel.states(); ring++) {
    for (int s = 0; s < tunnel.states(); s++) {
      for (int a = 0; a < 4; a++) {
        if (far[s] < 0 && !tunnel.isWall(s) && far[tunnel.next(s, a)] == ring) {
          far[s] = ring + 1;
        }
      }
    }
  }
  say("the robot's way: %d steps, the shortest: %d", path.size() - 1, far[tunnel.start()]);
  claim("the robot goes the shortest way", path.size() - 1 == far[tunnel.start()]);

  // %% [markdown]
  // **Try:** leave out the random actions (`.withEpsilon(0)` behind `withDiscount(0.95)`), or
  // open a wall in the map. Is the way still the shortest? (With a reward of $-1$ per step the
  // zeros of a fresh table are too good to be true, so the robot tries what it does not know even
  // without exploration. That is called *optimism*, and is not always there to help.)
  //
  // ## You get what you pay for
  //
  // Would it not be kinder to pay the robot for being *near*, $1 / (1 + \text{distance})$ at every
  // step? It learns faster what we say, and it is not what we mean.

  // %%
  Reward nearness = (before, after, reached) -> 1 / (1 + after);
  var paid = tunnel.withReward(nearness);
  var hacker = QLearning.episodes(1000).train(paid, 1).agent();
  var loiters = paid.path(hacker, paid.start());
  int end = loiters.getLast();
  show(map("Paid for being near", paid, hacker));
  say(
      "after %d steps the robot is %.0f squares from the goal",
      loiters.size() - 1, paid.distance(end));
  claim("a robot that is paid for being near does not arrive", !loiters.contains(paid.goal()));

  // %% [markdown]
  // It stands in the dead end and collects: arriving would end its income. This is **reward
  // hacking** (Amodei et al. 2016): the agent does what is rewarded, to the letter.
  //
  // ## Steering a beam: when the table is too small
  //
  // A beam line brings particles from an accelerator to an experiment. Quadrupole magnets focus
  // them in one plane and defocus them in the other. We look at one plane: position $x$ and angle
  // $x'$. Every piece of the line is a matrix:
  //
  // $$\text{drift: } \begin{pmatrix} 1 & L \\ 0 & 1 \end{pmatrix}, \qquad
  // \text{focusing: } \begin{pmatrix} \cos\phi & \sin\phi / \sqrt{k} \\
  // -\sqrt{k} \sin\phi & \cos\phi \end{pmatrix}, \quad \phi = \sqrt{k}\, L$$
  //
  // and $\cosh$, $\sinh$ where it defocuses. A magnet that stands aside by $d$ turns the beam as
  // if somebody had kicked it. Small **correctors** can kick it back; **monitors** read where it
  // is. The last monitor is the target.
  //
  // The distance function is the root of the mean square of the four readings, in mm; the goal
  // state is a distance of at most 0.2 mm. An action moves one of four correctors by 0.05 mrad, up
  // or down: eight actions. Each episode has new misalignments, which nobody sees.

  // %%
  Supplier<BeamLine> lines = () -> BeamLine.fodo(4);
  var line = lines.get();
  line.reset(Rng.of(16));
  var before = line.track();
  say("readings [mm]: %s", text(line.readings()));
  say("distance %.2f mm; the goal is %.2f mm", line.distance(), line.settings().tolerance());

  // %% [markdown]
  // Who knows the optics has the answer on paper. The **response matrix** $R$ says by how many mm
  // each monitor moves for 1 mrad of each corrector. The best kicks are the least-squares solution
  // of $R\,\theta = -x$, and rounded to whole steps they are a list of actions.

  // %%
  say("mm at each monitor for 1 mrad of each corrector:");
  for (double[] row : line.responseMatrix()) {
    say("  %s", text(row));
  }
  say("kicks wanted [mrad]: %s", text(line.correction()));
  var plan = line.analyticActions();
  plan.forEach(line::step);
  say("%d steps; then the distance is %.2f mm", plan.size(), line.distance());
  var analytic = line.track();
  claim("the analytic answer reaches the goal", line.distance() <= line.settings().tolerance());

  // %% [markdown]
  // Now an agent who knows nothing: not the matrix, not which corrector acts where. For its
  // rewards the distance function is just right: each step earns by how many mm the beam came
  // nearer, less 0.1 for the step. (Coming nearer and going away again cancel, so there is nothing
  // to be gained by loitering: Ng, Harada and Russell 1999.)
  //
  // Four readings are four real numbers, and no table has a row for each. A **deep Q-network**
  // (DQN) takes the readings in, and gives a $Q$ for each of the eight actions. It is trained as
  // any network, by Adam, towards $r + \gamma \max_{a'} Q(s', a')$. Two things make that work
  // (Mnih et al. 2015):
  //
  // - a **replay memory**: it learns from batches drawn out of its last 50,000 steps, not from one
  //   step after the other, each so like the last;
  // - a **target network**: the $Q$ on the right is that of an older copy, renewed only every 200
  //   batches. Else the network would chase its own tail.
  //
  // **Predict first.** The agent takes 60,000 steps, some thousand episodes. Then it meets 100
  // beam lines that it has never seen. How many does it set right within 60 steps?

  // %%
  var hit = predict("of 100 unseen beam lines, set right", 70);

  // %%
  var time = stopwatch();
  var net =
      Sequential.of(
          Linear.of(4, 64, Init.HE_NORMAL),
          Relu.of(),
          Linear.of(64, 64, Init.HE_NORMAL),
          Relu.of(),
          Linear.of(64, 8, Init.HE_NORMAL));
  var deep = Dqn.steps(60_000).train(lines, net, 1);
  time.lap("DQN");
  var unseen = Rng.of(24).child("unseen");
  var byDeep = Episode.play(lines.get(), deep.agent(), unseen, 100);
  int deepReached = (int) byDeep.stream().filter(Episode::terminated).count();
  hit.reveal(deepReached);

  // %% [markdown]
  // Steps cost beam time, so their number counts as well. The analytic answer on the same 100
  // lines:

  // %%
  double[] onPaper = new double[100];
  var other = lines.get();
  for (int i = 0; i < 100; i++) {
    other.reset(unseen.child(i));
    onPaper[i] = other.analyticActions().size();
  }
  double paper = Arrays.stream(onPaper).average().orElseThrow();
  double deepRatio = Episode.meanSteps(byDeep) / paper;
  say("steps on the average: analytic %.2f, DQN %.2f", paper, Episode.meanSteps(byDeep));
  claim("the DQN steers at least 95 of 100 beams to their goal", deepReached >= 95);
  claim("with at most 1.5 times the steps of the analytic answer", deepRatio <= 1.5);

  // %% [markdown]
  // It never saw $R$, and needs no more steps than who has it. (Fewer, even: the analytic answer
  // wants all readings at zero, the agent only wants them within the tolerance.)
  //
  // ## Policy gradient: learn what to do, not what it is worth
  //
  // The other way is a network whose outputs are the **probabilities** $\pi(a \mid s)$ of the
  // actions themselves. What did better than expected is made more likely:
  //
  // $$\nabla J = \mathrm{E}\left[\, A(s, a)\, \nabla \log \pi(a \mid s) \,\right]$$
  //
  // $A$, the **advantage**, is the sum of rewards that followed less the sum that a second
  // network, the *critic*, expected in $s$ (REINFORCE with a baseline, Williams 1992). So that one
  // lucky batch does not turn everything over, the change of a probability is clipped to 20 % per
  // round: proximal policy optimization, **PPO** (Schulman et al. 2017). It gets 60,000
  // steps, too.

  // %%
  time = stopwatch();
  var actor =
      Sequential.of(
          Linear.of(4, 64, Tanh.of().init()), Tanh.of(), Linear.of(64, 8, Tanh.of().init()));
  var critic =
      Sequential.of(
          Linear.of(4, 64, Tanh.of().init()), Tanh.of(), Linear.of(64, 1, Tanh.of().init()));
  var gradient = Ppo.steps(60_000).train(lines, actor, critic, 1);
  time.lap("PPO");
  var byGradient = Episode.play(lines.get(), gradient.agent(), unseen, 100);
  int gradientReached = (int) byGradient.stream().filter(Episode::terminated).count();
  double gradientRatio = Episode.meanSteps(byGradient) / paper;
  say("set right: DQN %d, policy gradient %d of 100", deepReached, gradientReached);
  say(
      "steps: analytic %.2f, DQN %.2f, policy gradient %.2f",
      paper, Episode.meanSteps(byDeep), Episode.meanSteps(byGradient));
  claim("the policy gradient steers at least 95 of 100 beams", gradientReached >= 95);
  claim("with at most 1.5 times the steps of the analytic answer", gradientRatio <= 1.5);

  // %% [markdown]
  // The beam of above before and after, with both agents; and how they learned.

  // %%
  var byNet = steered(line, deep.agent(), Rng.of(16));
  var byActor = steered(line, gradient.agent(), Rng.of(16));
  var deepCurve = curve(deep.episodes(), 100, e -> e.steps());
  var gradientCurve = curve(gradient.episodes(), 100, e -> e.steps());
  show(
      magnets("The beam on its way", line)
          .line("before", before.s(), before.x())
          .line("analytic", analytic.s(), analytic.x())
          .line("DQN", byNet.s(), byNet.x())
          .line("policy gradient", byActor.s(), byActor.x()));
  show(
      Chart.of("How long steering took during training")
          .axes("steps taken in all [thousands]", "steps of an episode, mean of 100")
          .size(560, 330)
          .line("DQN", deepCurve[0], deepCurve[1])
          .line("policy gradient", gradientCurve[0], gradientCurve[1])
          .horizontal(paper));

  // %%
  double[] deepSteps = byDeep.stream().mapToDouble(Episode::steps).toArray();
  double[] gradientSteps = byGradient.stream().mapToDouble(Episode::steps).toArray();
  double[] ends = {0, 40};
  show(
      FigureGrid.of(
          Chart.of("Steps of the DQN, 100 unseen lines")
              .axes("steps of the analytic answer", "steps of the agent")
              .size(320, 300)
              .points("DQN", onPaper, deepSteps)
              .dashed("", ends, ends),
          Chart.of("Steps of the policy gradient")
              .axes("steps of the analytic answer", "steps of the agent")
              .size(320, 300)
              .color("policy gradient", "#D55E00")
              .points("policy gradient", onPaper, gradientSteps)
              .dashed("", ends, ends)));

  // %% [markdown]
  // The grey boxes are the magnets, where they stand. Dashed is the analytic answer: its mean in
  // the second picture, equal numbers of steps in the last two. In training the agents stay above
  // it, for they still try random actions; when tested they do not.
  //
  // **Try:** take away the help of the distance: in the line `Supplier<BeamLine> lines = ...` write
  // `BeamLine.fodo(4).withReward(Reward.EACH_STEP)`, which is $-1$ per step and nothing else. One
  // of the two agents can do without the help, the other cannot. Or let them train for 20,000
  // steps only.
  //
  // ## What goes wrong
  //
  // Reinforcement learning is the least stable kind of learning in this course: the data come from
  // the agent itself, so one that errs learns from its errors. Two experiments, with half the
  // steps.
  //
  // First without a target network: it is copied after each batch, which is as if there were none.
  // Then without exploration, with four seeds. A seed decides first weights and starts, nothing
  // that should matter.

  // %%
  ToIntBiFunction<Dqn, Integer> test =
      (settings, seed) -> {
        var fresh =
            Sequential.of(
                Linear.of(4, 64, Init.HE_NORMAL),
                Relu.of(),
                Linear.of(64, 64, Init.HE_NORMAL),
                Relu.of(),
                Linear.of(64, 8, Init.HE_NORMAL));
        var agent = settings.train(lines, fresh, seed).agent();
        var played = Episode.play(lines.get(), agent, unseen, 100);
        return (int) played.stream().filter(Episode::terminated).count();
      };
  int usual = test.applyAsInt(Dqn.steps(30_000), 1);
  int alone = test.applyAsInt(Dqn.steps(30_000).withTargetUpdateInterval(1), 1);
  var greedy = Dqn.steps(30_000).withExploration(0, 0);
  int[] timid = {
    test.applyAsInt(greedy, 1),
    test.applyAsInt(greedy, 2),
    test.applyAsInt(greedy, 3),
    test.applyAsInt(greedy, 4)
  };
  show(
      Chart.of("Beams set right, of 100")
          .axes("", "beam lines")
          .size(560, 300)
          .bars(
              List.of("usual", "no target net", "greedy, seed 1", "seed 2", "seed 3", "seed 4"),
              usual,
              alone,
              timid[0],
              timid[1],
              timid[2],
              timid[3]));
  int best = Arrays.stream(timid).max().orElseThrow();
  int worst = Arrays.stream(timid).min().orElseThrow();
  say("usual %d, without a target network %d", usual, alone);
  say("without exploration, by seed: %s", Arrays.toString(timid));
  claim("without a target network it fails on most beams", alone < 50 && usual > 90);
  claim("without exploration the seed decides between success and failure", best - worst > 30);

  // %% [markdown]
  // So whoever reports on reinforcement learning reports several seeds (Henderson et al. 2017),
  // and keeps the beams of the test apart from those of the training, as always.
  //
  // ## CartPole: the classic
  //
  // A pole stands on a cart, which is pushed to the left or to the right 50 times a second; the
  // pole must not lean more than 12 degrees, nor the cart run off farther than 2.4 m, for 500
  // steps (Barto, Sutton and Anderson 1983; the equations are those of Gymnasium's `CartPole-v1`).
  // Each step is rewarded with $+1$. Here the goal state is to be held, not reached; the distance
  // to it would be the pole's angle.
  //
  // **Predict first.** An obvious rule: push to where the pole leans. How many steps does it last?

  // %%
  var last = predict("steps until the pole falls, pushing to where it leans", 200);

  // %%
  Policy leaning = seen -> seen[2] > 0 ? 1 : 0;
  var fallen = Episode.play(new CartPole(), leaning, unseen, 100);
  last.reveal((int) Math.rint(Episode.meanSteps(fallen)));

  // %%
  time = stopwatch();
  var hand =
      Sequential.of(
          Linear.of(4, 64, Tanh.of().init()), Tanh.of(), Linear.of(64, 2, Tanh.of().init()));
  var judge =
      Sequential.of(
          Linear.of(4, 64, Tanh.of().init()), Tanh.of(), Linear.of(64, 1, Tanh.of().init()));
  var balance = Ppo.steps(100_000).train(CartPole::new, hand, judge, 1);
  time.lap("PPO");
  var stood = Episode.play(new CartPole(), balance.agent(), unseen, 100);
  double score = Episode.meanReward(stood);
  say("mean return of 100 fresh episodes: %.1f of 500", score);
  claim("the pole stands: a mean return of at least 475", score >= 475);

  // %%
  var cartCurve = curve(balance.episodes(), 10, Episode::totalReward);
  double[] clock = Chart.range(0, 3.98, 200);
  double[] angle = new double[200];
  double[] leans = new double[200];
  Arrays.fill(leans, Double.NaN);
  var cart = new CartPole();
  double[] state = cart.reset(unseen.child(0));
  for (int i = 0; i < 200; i++) {
    angle[i] = Math.toDegrees(state[2]);
    state = cart.step(balance.agent().action(state)).observation();
  }
  state = cart.reset(unseen.child(0));
  boolean falls = false;
  for (int i = 0; i < 200 && !falls; i++) {
    leans[i] = Math.toDegrees(state[2]);
    var outcome = cart.step(leaning.action(state));
    state = outcome.observation();
    falls = outcome.done();
  }
  show(
      FigureGrid.of(
          Chart.of("Learning to balance")
              .axes("steps taken in all [thousands]", "return, mean of 10 episodes")
              .line("policy gradient", cartCurve[0], cartCurve[1])
              .horizontal(500),
          Chart.of("The same start, two policies")
              .axes("time [s]", "angle of the pole [degrees]")
              .line("policy gradient", clock, angle)
              .line("push where it leans", clock, leans)
              .horizontal(12)
              .horizontal(-12)));

  // %% [markdown]
  // **Try:** another seed (the last argument of `train`), or `Ppo.steps(20_000)`. A deep Q-network
  // has a harder time here: it has to learn that every state is worth nearly 100 steps to come,
  // and which action is worth a little more.
  //
  // ## Where physics uses it
  //
  // - Steering real beams: the electron line of AWAKE and LINAC4 at CERN (Kain et al. 2020), and
  //   focusing at the ARES linac of DESY, compared with Bayesian optimization (Kaiser et al.
  //   2024). As beam time is dear, agents learn in simulation or must do with few steps.
  // - Holding the plasma of a tokamak in shape by its coils (Degrave et al. 2022).
  // - Grooming jets: which branches of a jet's tree to drop (Carrazza and Dreyer 2019).
  // - Driving quantum systems from state to state (Bukov et al. 2018).
  //
  // Where the model is known and linear, as for our beam, least squares need no training at all.
  // Reinforcement learning is for where it is not.
  //
  // ## Exercises
  //
  // **1.** $Q(s, a)$ was $-2$. The step is rewarded with $-1$ and leads to $s'$, where the four
  // actions are worth $-4, -2, -3, -5$. With $\gamma = 0.9$ and $\eta = 0.5$, what is $Q(s, a)$
  // now?

  // %% [exercise]
  double q = Double.NaN; // your number
  exercise(
      "one step of Q-learning",
      () -> q,
      v ->
          Double.isNaN(v)
              ? "put your number in the place of Double.NaN"
              : close(v, -2.4, 1e-6)
                  ? ""
                  : close(v, -2.8, 1e-6)
                      ? "that is where Q moves to; it goes half of the way"
                      : close(v, -3.75, 1e-6) || close(v, -2.575, 1e-6)
                          ? "take the best action of s', not all"
                          : "first r + 0.9 times the best of s', then half of the way from -2 to"
                              + " there");

  // %% [solution]
  // double q = -2 + 0.5 * (-1 + 0.9 * -2 - -2);
  // exercise("one step of Q-learning", () -> q, v -> close(v, -2.4, 1e-6) ? "" : "not -2.4");

  // %% [markdown]
  // **2.** The beam passes all monitors well but the last, the target, where it reads $+1$ mm. By
  // how many mrad must the last corrector be changed? The response matrix above knows, or
  // `line.responseMatrix()[monitor][corrector]`, counted from 0.

  // %% [exercise]
  double kick = Double.NaN; // in mrad
  exercise(
      "the last corrector",
      () -> kick,
      v -> {
        double wanted = -1 / line.responseMatrix()[3][3];
        return Double.isNaN(v)
            ? "put your number in the place of Double.NaN"
            : close(v, wanted, 0.01)
                ? ""
                : close(v, -wanted, 0.01)
                    ? "that moves it to the wrong side"
                    : "1 mrad moves the last monitor by the number at the lower right of the"
                        + " matrix, in mm";
      });

  // %% [solution]
  // double kick = -1 / line.responseMatrix()[3][3];
  // exercise("the last corrector", () -> kick,
  //     v -> close(v, -1 / line.responseMatrix()[3][3], 0.01) ? "" : "not this");

  // %% [markdown]
  // **3.** Mend the reward of the robot that loitered: a `Reward` that still pays for coming
  // nearer (more for a step from distance 5 to 4 than for one from 4 to 5), and with which the
  // robot arrives by the shortest way. It is a function of the distance `before`, the distance
  // `after`, and of whether the goal is `reached`, such as `(before, after, reached) -> before -
  // after`. Careful: with the discount of 0.95, what comes later counts less.

  // %% [exercise]
  Reward mine = null; // (before, after, reached) -> ...
  exercise(
      "a reward that cannot be hacked",
      () -> mine,
      r -> {
        if (r.of(5, 4, false) <= r.of(4, 5, false)) {
          return "it does not pay more for coming nearer than for going away";
        }
        var trial = tunnel.withReward(r);
        var way = trial.path(QLearning.episodes(1000).train(trial, 1).agent(), trial.start());
        return !way.contains(trial.goal())
            ? "the robot stays away from the goal: what does it earn there, and what by arriving?"
            : way.size() > path.size()
                ? "the robot arrives, but by a detour: what does the discount do?"
                : "";
      });

  // %% [solution]
  // // The potential -distance, discounted as rewards are, and the price of a step.
  // Reward mine = (before, after, reached) -> before - 0.95 * after - 1;
  // exercise("a reward that cannot be hacked", () -> mine, r -> {
  //   var trial = tunnel.withReward(r);
  //   var way = trial.path(QLearning.episodes(1000).train(trial, 1).agent(), trial.start());
  //   return way.size() == path.size() ? "" : "not the shortest way";
  // });
}

// %% [markdown]
// ## References
//
// - R. Sutton and A. Barto, *Reinforcement Learning: An Introduction*, 2nd edition, MIT Press
//   (2018).
// - C. Watkins, *Learning from Delayed Rewards*, PhD thesis, Cambridge (1989).
// - V. Mnih et al., Nature 518 (2015) 529, doi:10.1038/nature14236; H. van Hasselt et al.,
//   arXiv:1509.06461 (the double Q-learning that our DQN uses).
// - R. Williams, Machine Learning 8 (1992) 229; J. Schulman et al., arXiv:1707.06347 (PPO) and
//   arXiv:1506.02438 (advantages).
// - A. Ng, D. Harada and S. Russell, ICML 1999, 278; D. Amodei et al., arXiv:1606.06565; P.
//   Henderson et al., arXiv:1709.06560.
// - A. Barto, R. Sutton and C. Anderson, IEEE Trans. Syst. Man Cybern. 13 (1983) 834.
// - V. Kain et al., Phys. Rev. Accel. Beams 23 (2020) 124801,
//   doi:10.1103/PhysRevAccelBeams.23.124801; J. Kaiser et al., Sci. Rep. 14 (2024) 15733,
//   arXiv:2306.03739.
// - J. Degrave et al., Nature 602 (2022) 414, doi:10.1038/s41586-021-04301-9.
// - S. Carrazza and F. Dreyer, Phys. Rev. D 100 (2019) 014014, arXiv:1903.09644.
// - M. Bukov et al., Phys. Rev. X 8 (2018) 031086, arXiv:1705.00565.
