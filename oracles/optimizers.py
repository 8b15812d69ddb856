"""Fixtures of the optimizers' tests: what PyTorch 2.15.0 does in float64.

Run: python oracles/optimizers.py; writes core/src/test/resources/engine/{steps,schedules,averages,lbfgs}.txt
"""

import torch
from torch.optim import lr_scheduler
from torch.optim.swa_utils import AveragedModel

from engine import write

BASE = 0.05


def steps():
    """50 steps with the same gradients; `first` are the 4 numbers of a 2x2 weight, the other 3 a bias."""
    torch.manual_seed(7)
    start = torch.randn(7, dtype=torch.float32).double()
    gradients = torch.randn(50, 7, dtype=torch.float32).double()
    o = torch.optim
    made = {
        "sgd": lambda p: o.SGD(p, lr=0.05),
        "nesterov": lambda p: o.SGD(p, lr=0.05, momentum=0.8, nesterov=True),
        "adam": lambda p: o.Adam(p, lr=0.01),
        "adamw": lambda p: o.AdamW(p, lr=0.01, weight_decay=0.1, betas=(0.8, 0.99)),
        "adagrad": lambda p: o.Adagrad(p, lr=0.05),
        "rmsprop": lambda p: o.RMSprop(p, lr=0.01),
        "rmsprop-centered": lambda p: o.RMSprop(p, lr=0.01, alpha=0.9, centered=True),
        "rmsprop-momentum": lambda p: o.RMSprop(p, lr=0.01, momentum=0.9),
        "rmsprop-both": lambda p: o.RMSprop(p, lr=0.005, alpha=0.95, momentum=0.8, centered=True, weight_decay=0.02),
        "amsgrad": lambda p: o.Adam(p, lr=0.01, betas=(0.9, 0.9), amsgrad=True),
        "amsgradw": lambda p: o.AdamW(p, lr=0.01, betas=(0.9, 0.9), weight_decay=0.3, amsgrad=True),
        "adagrad-l2": lambda p: o.Adagrad(p, lr=0.05, weight_decay=0.1),
        "adam-l2": lambda p: o.Adam(p, lr=0.01, weight_decay=0.1),
        "nesterov-l2": lambda p: o.SGD(p, lr=0.02, momentum=0.9, nesterov=True, weight_decay=0.05),
    }
    arrays = {"start": start, "gradients": gradients}
    for name, make in made.items():
        parameter = start.clone().requires_grad_()
        optimizer = make([parameter])
        for gradient in gradients:
            parameter.grad = gradient.clone()
            optimizer.step()
        arrays[name] = parameter

    def changed(name, change, make):
        parameter = start.clone().requires_grad_()
        optimizer = make([parameter])
        for gradient in gradients:
            parameter.grad = 3 * gradient
            change(parameter)
            optimizer.step()
        arrays[name] = parameter

    def l1(p):
        p.grad += 0.2 * torch.sign(p.detach())

    def adam(p):
        return o.Adam(p, lr=0.01)

    changed("l1", l1, lambda p: o.SGD(p, lr=0.01))
    changed("clip-norm", lambda p: torch.nn.utils.clip_grad_norm_([p], 1.0), adam)
    changed("clip-value", lambda p: torch.nn.utils.clip_grad_value_([p], 0.5), adam)

    def grouped(name, make):
        weight, bias = start[:4].clone().requires_grad_(), start[4:].clone().requires_grad_()
        optimizer = make([{"params": [weight]}, {"params": [bias], "lr": 0.001, "weight_decay": 0.0}])
        for gradient in gradients:
            weight.grad, bias.grad = gradient[:4].clone(), gradient[4:].clone()
            optimizer.step()
        arrays[name] = torch.cat([weight, bias])

    grouped("groups-adamw", lambda p: o.AdamW(p, lr=0.01, weight_decay=0.5))
    grouped("groups-l2", lambda p: o.SGD(p, lr=0.01, momentum=0.9, weight_decay=0.5))
    write("steps", arrays)


def schedules():
    """The learning rate over BASE, before step 0 to 99."""
    losses = [1.0, 0.9, 0.8, 0.85, 0.81, 0.79995, 0.83, 0.82, 0.7, 0.71, 0.72, 0.73, 0.74, 0.75, 0.76, 0.77, 0.78, 0.6]
    made = {
        "exponential": lambda o: lr_scheduler.ExponentialLR(o, 0.01 ** (1 / 100)),
        "steps": lambda o: lr_scheduler.StepLR(o, 25, 0.5),
        "cosine": lambda o: lr_scheduler.CosineAnnealingLR(o, 100, BASE * 0.01),
        "one-cycle": lambda o: lr_scheduler.OneCycleLR(o, BASE, 100, cycle_momentum=False),
        "one-cycle-linear": lambda o: lr_scheduler.OneCycleLR(
            o, BASE, 100, pct_start=0.2, div_factor=10, final_div_factor=100, cycle_momentum=False),
    }
    arrays = {"losses": losses}

    def optimizer():
        parameter = torch.zeros(1, requires_grad=True)
        parameter.grad = torch.zeros(1)
        return torch.optim.SGD([parameter], lr=BASE)

    for name, make in made.items():
        sgd = optimizer()
        schedule = make(sgd)
        rates = []
        for _ in range(100):
            rates.append(sgd.param_groups[0]["lr"] / BASE)
            sgd.step()
            if len(rates) < 100:
                schedule.step()
        arrays[name] = rates
    for name, patience, least in (("plateau", 2, 0.0), ("plateau-least", 0, 0.05)):
        sgd = optimizer()
        schedule = lr_scheduler.ReduceLROnPlateau(sgd, factor=0.5, patience=patience, min_lr=least * BASE, eps=0)
        rates = []
        for loss in losses:
            schedule.step(loss)
            rates.append(sgd.param_groups[0]["lr"] / BASE)
        arrays[name] = rates
    write("schedules", arrays)


class Weights(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.w = torch.nn.Parameter(torch.zeros(7, dtype=torch.float64))


def moving(decay):
    """The average of TensorFlow's ExponentialMovingAverage with num_updates, for PyTorch's AveragedModel."""
    def average(averaged, current, updates):
        d = min(decay, (1 + float(updates)) / (10 + float(updates)))
        return d * averaged + (1 - d) * current
    return average


def averages():
    torch.manual_seed(8)
    course = torch.randn(20, 7, dtype=torch.float32).double()
    model = Weights()
    ema = AveragedModel(model, avg_fn=moving(0.5))
    warming = AveragedModel(model, avg_fn=moving(0.999))
    swa = AveragedModel(model)
    for step, weights in enumerate(course):
        model.w.data.copy_(weights)
        ema.update_parameters(model)
        warming.update_parameters(model)
        if step >= 15:
            swa.update_parameters(model)
    write("averages", {"course": course, "ema": ema.module.w, "warming": warming.module.w, "swa": swa.module.w})


def lbfgs():
    """Where up to so many iterations come to, and the loss there."""
    torch.manual_seed(9)
    x = torch.randn(60, 3, dtype=torch.float32).double()
    y = (x @ torch.tensor([1.0, -2.0, 0.5], dtype=torch.float64) + torch.randn(60).double() > 0.3).double()

    def rosenbrock(p):
        return (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2

    def logistic(p):
        z = x @ p[:3] + p[3]
        return torch.nn.functional.binary_cross_entropy_with_logits(z, y) + 0.005 * (p ** 2).sum()

    def minimized(function, start, iterations):
        p = torch.tensor(start, dtype=torch.float64, requires_grad=True)
        optimizer = torch.optim.LBFGS(
            [p], max_iter=iterations, max_eval=1000, history_size=5, line_search_fn="strong_wolfe")

        def closure():
            optimizer.zero_grad()
            loss = function(p)
            loss.backward()
            return loss

        optimizer.step(closure)
        return p.detach(), function(p).item()

    arrays = {"logistic.x": x, "logistic.y": y}
    for name, function, start in (("rosenbrock", rosenbrock, [-1.2, 1.0]), ("logistic", logistic, [0.0] * 4)):
        results = [minimized(function, start, n) for n in range(1, 41)]
        arrays[f"{name}.parameters"] = torch.stack([r[0] for r in results])
        arrays[f"{name}.losses"] = [r[1] for r in results]
    write("lbfgs", arrays)


if __name__ == "__main__":
    steps()
    schedules()
    averages()
    lbfgs()
