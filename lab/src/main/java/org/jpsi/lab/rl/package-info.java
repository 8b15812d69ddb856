/// Reinforcement learning: environments and agents. Enter at {@link org.jpsi.lab.rl.Environment},
/// with its actions and rewards: {@link org.jpsi.lab.rl.GridWorld}, {@link
/// org.jpsi.lab.rl.BeamLine}, {@link org.jpsi.lab.rl.CartPole}, or one of your own. Agents learn in
/// it by {@link org.jpsi.lab.rl.QLearning} (a table), {@link org.jpsi.lab.rl.Dqn} (a network for
/// action values) and {@link org.jpsi.lab.rl.Ppo} (a policy network); {@link
/// org.jpsi.lab.rl.Episode#play} evaluates a trained agent. The same seed gives the same bits.
package org.jpsi.lab.rl;
