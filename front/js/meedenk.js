import "./errors.js";
import "./counter.js";
