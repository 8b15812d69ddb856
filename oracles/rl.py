"""Fixtures of lab/rl: trajectories of Gymnasium's CartPole-v1, the transport of SciPy through a beam line, least squares of NumPy, and
values and gradients of the losses by PyTorch (float64).

Pinned: gymnasium 1.4.0, scipy 1.17.1, numpy 2.4.6, torch 2.15.0.
Run: python oracles/rl.py; writes lab/src/test/resources/org/jpsi/lab/rl/oracle.txt
"""

import gymnasium
import numpy as np
import torch
from scipy.integrate import solve_ivp
from scipy.linalg import expm

from engine import write

assert gymnasium.__version__ == "1.4.0", gymnasium.__version__
random = np.random.default_rng(24)
arrays = {}


def cartpole(name, policy, seed):
    """One episode: the states from the first on in float64, the actions, and how it ended."""
    world = gymnasium.make("CartPole-v1")
    world.reset(seed=seed)
    states, actions, rewards = [np.array(world.unwrapped.state)], [], []
    over = False
    while not over:
        actions.append(policy(states[-1]))
        _, reward, terminated, truncated, _ = world.step(actions[-1])
        states.append(np.array(world.unwrapped.state))
        rewards.append(reward)
        over = terminated or truncated
    arrays[f"{name}.states"] = np.array(states)
    arrays[f"{name}.actions"] = actions
    arrays[f"{name}.rewards"] = rewards
    arrays[f"{name}.ends"] = [terminated, truncated]


for i in range(4):
    cartpole(f"random{i}", lambda state: int(random.integers(2)), i)
cartpole("left", lambda state: 0, 5)
cartpole("balanced", lambda state: int(state[2] + 0.4 * state[3] + 0.05 * state[0] + 0.1 * state[1] > 0), 6)
cartpole("rolling", lambda state: int(state[2] - 0.08 + 0.3 * state[3] > 0), 7)


def quadrupole(length, strength):
    return expm(length * np.array([[0, 1], [-strength, 0]]))


# Quadrupoles: their matrices by the matrix exponential, and a ray through one that stands aside by integration
settings = [(0.3, 2.0), (0.3, -2.0), (0.1, 14.0), (1.2, 0.7), (0.5, -9.0), (0.2, 1e-6)]
arrays["quadrupoles.settings"] = settings
arrays["quadrupoles.matrices"] = np.array([quadrupole(*s).flatten() for s in settings])

# The line of BeamLine.fodo(4): rays through it by integration of x'' = -k (x - d), with kicks
lines = []
for _ in range(5):
    x, angle = random.normal(0, [0.5, 0.2])
    aside, kicks = random.normal(0, 0.4, 4), random.normal(0, 0.2, 4)
    ray, readings = np.array([x, angle]), []
    for i in range(4):
        ray = ray + [0, kicks[i]]
        ray = np.array([ray[0] + 0.7 * ray[1], ray[1]])
        k = 2 if i % 2 == 0 else -2
        bent = solve_ivp(lambda s, y: [y[1], -k * (y[0] - aside[i])], (0, 0.3), ray, rtol=1e-12, atol=1e-13)
        ray = bent.y[:, -1]
        ray = np.array([ray[0] + ray[1], ray[1]])
        readings.append(ray[0])
    lines.append(np.concatenate([[x, angle], aside, kicks, readings]))
arrays["lines.rays"] = np.array(lines)

a, b = random.normal(size=(6, 4)), random.normal(size=6)
arrays["squares.a"], arrays["squares.b"] = a, b
arrays["squares.x"] = np.linalg.lstsq(a, b, rcond=None)[0]


def single(*shape):
    return torch.tensor(random.normal(size=shape), dtype=torch.float32).double()


# Losses: 12 events, 3 actions
action = torch.tensor(random.integers(3, size=12))
weight = single(12)
output = (2 * single(12, 3)).requires_grad_()
wanted = single(12)
loss = (torch.nn.functional.huber_loss(output[torch.arange(12), action], wanted, reduction="none") * weight).sum()
loss.backward()
arrays.update({"values.output": output, "values.target": torch.stack([action.double(), wanted], 1)})
arrays.update({"values.weight": weight, "values.loss": loss, "values.gradient": output.grad})

output = single(12, 4).requires_grad_()
old, advantage, goal = torch.log(torch.rand(12) * 0.5 + 0.2).float().double(), single(12), single(12)
spread = torch.distributions.Categorical(logits=output[:, :3])
ratio = torch.exp(spread.log_prob(action) - old)
gain = torch.minimum(ratio * advantage, torch.clamp(ratio, 0.8, 1.2) * advantage)
each = -gain + 0.5 * (output[:, 3] - goal) ** 2 - 0.01 * spread.entropy()
loss = (each * weight).sum()
loss.backward()
arrays.update({"policy.output": output, "policy.target": torch.stack([action.double(), old, advantage, goal], 1)})
arrays.update({"policy.weight": weight, "policy.loss": loss, "policy.gradient": output.grad})
write("oracle", arrays, OUT.parents[4] / "lab/src/test/resources/org/jpsi/lab/rl")
