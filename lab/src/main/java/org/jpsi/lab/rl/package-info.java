/// Reinforcement learning: an agent acts, is rewarded, and learns what to do. Enter at {@link
/// org.jpsi.lab.rl.Environment}, the world with its actions and rewards: {@link
/// org.jpsi.lab.rl.GridWorld}, {@link org.jpsi.lab.rl.BeamLine}, {@link org.jpsi.lab.rl.CartPole},
/// or one of your own. Agents learn in it by {@link org.jpsi.lab.rl.QLearning} (a table), {@link
/// org.jpsi.lab.rl.Dqn} (a network for the values of actions) and {@link org.jpsi.lab.rl.Ppo} (a
/// network for the actions themselves); {@link org.jpsi.lab.rl.Episode#play} tries what they
/// learned. The same seed gives the same bits.
package org.jpsi.lab.rl;
