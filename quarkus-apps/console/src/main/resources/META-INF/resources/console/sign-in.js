const problem = document.getElementById("problem");

if (new URLSearchParams(location.search).has("wrong")) {
  problem.textContent = "User or password is wrong.";
  problem.hidden = false;
}
