"use strict";

const template = document.getElementById("model");
const notice = document.getElementById("notice");

function element(tag, text, className) {
  const made = document.createElement(tag);
  made.textContent = text ?? "";
  if (className) made.className = className;
  return made;
}

/** The schema that a reference points to, or the schema itself. */
function resolve(api, schema) {
  return schema.$ref ? api.components.schemas[schema.$ref.split("/").pop()] : schema;
}

/** A schema's type, without the null that stands beside it where a value may be left out. */
function plainType(schema) {
  return [schema.type].flat().find((type) => type !== "null");
}

function typeOf(schema) {
  const type = plainType(schema);
  if (type === "array") return "list of " + (schema.items.$ref?.split("/").pop() ?? typeOf(schema.items));
  if (type === "object") return "record";
  if (type === "string" && schema.format) return schema.format;
  return type === "string" && schema.enum ? "category" : (type ?? "any");
}

/** What a value may be, in words; the values of a category are listed one by one. */
function allowed(schema) {
  const words = [];
  const [min, max] = [schema.minimum, schema.maximum];
  if (min !== undefined && max !== undefined) words.push(`${min} to ${max}`);
  else if (min !== undefined) words.push(`at least ${min}`);
  else if (max !== undefined) words.push(`at most ${max}`);
  if (schema.minLength) words.push(`at least ${schema.minLength} characters`);
  if (schema.maxLength) words.push(`at most ${schema.maxLength} characters`);
  if (schema.pattern) words.push(`matches ${schema.pattern}`);
  const [fewest, most] = [schema.minItems, schema.maxItems];
  if (fewest !== undefined && fewest === most) words.push(`exactly ${most} items`);
  else if (most !== undefined) words.push(`${fewest ?? 0} to ${most} items`);
  if (plainType(schema) === "array" && allowed(schema.items)) words.push("each " + allowed(schema.items));
  return words.join("; ");
}

function row(name, schema, required) {
  const tr = document.createElement("tr");
  const first = document.createElement("td");
  first.append(element("code", name));
  if (required) first.append(element("span", "required", "required"));
  if (schema.title) first.append(element("span", schema.title, "note"));
  const last = document.createElement("td");
  for (const value of schema.enum ?? schema.items?.enum ?? []) last.append(element("span", value, "value"), " ");
  last.append(allowed(schema));
  for (const said of [schema.description, schema.items?.description]) {
    if (said) last.append(element("span", said, "note"));
  }
  tr.append(first, element("td", typeOf(schema)), last);
  return tr;
}

/** A row for a field, and for a list of records one for each of their fields. */
function fields(api, schema, prefix = "") {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    if (plainType(property) !== "array") return [row(prefix + name, property, required.has(name))];
    const field = { ...property, items: resolve(api, property.items) };
    return [row(prefix + name, field, required.has(name)), ...fields(api, field.items, `${prefix}${name}[].`)];
  });
}

/** JSON to read and to edit: what holds no other list or object stands on one line. */
function pretty(value, indent = "") {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const list = Array.isArray(value);
  const inner = indent + "  ";
  const members = Object.entries(value).map(([name, member]) =>
    (list ? "" : JSON.stringify(name) + ": ") + pretty(member, inner));
  const flat = list && value.every((member) => member === null || typeof member !== "object");
  const [open, close] = list ? "[]" : "{}";
  if (flat || members.length === 0) return open + members.join(", ") + close;
  return `${open}\n${inner}${members.join(",\n" + inner)}\n${indent}${close}`;
}

/** The fields of an answer that only this model has: its results, then what is said about them. */
function results(api, answer) {
  const { result, confidence, explanation } = answer.properties;
  const rows = Object.entries(resolve(api, result).properties).map(([name, schema]) => row("result." + name, schema));
  if (confidence) rows.push(row("confidence", confidence));
  const parts = explanation ? resolve(api, explanation).properties : {};
  rows.push(...Object.entries(parts).map(([name, schema]) => row("explanation." + name, schema)));
  return rows;
}

function shellQuoted(text) {
  return "'" + text.replaceAll("'", "'\\''") + "'";
}

function show(section, title, good, text, milliseconds) {
  const status = section.querySelector(".status");
  status.textContent = title;
  status.className = "status " + (good ? "good" : "bad");
  section.querySelector(".timing").textContent = `${milliseconds.toFixed(1)} ms, as seen by this page`;
  section.querySelector(".answer pre").textContent = text;
  section.querySelector(".answer").hidden = false;
}

/** The headers of a request; the key stays on this page, and is gone when it is. */
function headers(more) {
  const key = document.getElementById("key").value.trim();
  return key ? { ...more, Authorization: "Bearer " + key } : more;
}

async function send(section, path, body) {
  const button = section.querySelector("button[type=submit]");
  button.disabled = true;
  const start = performance.now();
  try {
    const response = await fetch(path, { method: "POST", headers: headers({ "Content-Type": "application/json" }), body });
    const answer = await response.json();
    show(section, `${response.status} ${answer.code}`, response.ok, pretty(answer), performance.now() - start);
  } catch (failure) {
    show(section, "No answer", false, String(failure), performance.now() - start);
  } finally {
    button.disabled = false;
  }
}

/** Fills in the form: the example of the chosen path, and what its buttons do. */
function tryOut(section, api, model) {
  const form = section.querySelector("form");
  const body = section.querySelector("textarea");
  const path = () => `/v1/${form.elements.form.value}/${model}`;
  const curl = () => {
    const url = new URL(path().slice(1), document.baseURI);
    section.querySelector(".curl").textContent =
      `curl -s ${url} \\\n  -H 'Content-Type: application/json' \\\n${api.security ? '  -H "Authorization: Bearer $KEY" \\\n' : ""}  -d ${shellQuoted(body.value)}`;
  };
  const example = () => {
    const content = api.paths[path()].post.requestBody.content["application/json"];
    section.querySelector(".path code").textContent = "POST " + path();
    body.value = pretty(content.example);
    body.rows = Math.min(Math.max(body.value.split("\n").length + 1, 6), 26);
    curl();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(section, path().slice(1), body.value);
  });
  form.elements.form.forEach((choice) => choice.addEventListener("change", example));
  body.addEventListener("input", curl);
  body.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  section.querySelector(".reset").addEventListener("click", example);
  section.querySelector(".copy").addEventListener("click", async (event) => {
    await navigator.clipboard.writeText(section.querySelector(".curl").textContent);
    event.target.textContent = "Copied";
  });
  example();
}

function describe(api, tag) {
  const section = template.content.firstElementChild.cloneNode(true);
  const request = api.components.schemas[tag.name + "-request"];
  section.id = tag.name;
  section.querySelector("h1").textContent = tag.name;
  section.querySelector(".title").textContent = tag.description;
  section.querySelector(".fields").append(...fields(api, request));
  section.querySelector(".results").append(...results(api, api.components.schemas[tag.name + "-answer"]));
  tryOut(section, api, tag.name);
  return section;
}

async function start() {
  const response = await fetch("v3/api-docs", { headers: headers({}) });
  const api = await response.json();
  document.getElementById("access").hidden = response.ok && !api.security;
  if (!response.ok) {
    notice.textContent = `${api.code}: ${api.msg}`;
    notice.hidden = false;
    return;
  }
  document.getElementById("models").querySelectorAll(".model").forEach((old) => old.remove());
  document.getElementById("contents").replaceChildren();
  for (const tag of api.tags) {
    document.getElementById("models").append(describe(api, tag));
    const link = element("a", tag.name);
    link.href = "#" + tag.name;
    document.getElementById("contents").append(link);
  }
  notice.textContent = api.tags.length ? "" : "No model answers yet. v1/models says why.";
  notice.hidden = api.tags.length > 0;
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

function read() {
  start().catch((failure) => { notice.textContent = `The models could not be read: ${failure}`; });
}

document.getElementById("access").addEventListener("submit", (event) => {
  event.preventDefault();
  read();
});
read();
