// The people of a made-up county, as they ask over HTTP and wait for what they are told.

/** The first person of this role, signed in. */
export async function signIn({ url, people }, role) {
  const { username, password } = people.find((person) => person.role === role);
  const login = "mutation ($input: LoginInput!) { login(input: $input) { accessToken } }";
  const answer = await ask(url, {}, login, { input: { username, password } });
  const token = answer.login.accessToken;
  const headers = { Authorization: `Bearer ${token}` };
  return { token, headers, ask: (query, variables) => ask(url, headers, query, variables) };
}

async function ask(url, headers, query, variables) {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** What files a request of one's own. */
export const SUBMIT = `mutation ($input: SubmitRequestInput!) {
  submitRequest(input: $input) { serviceRequest { id version state } }
}`;

/** A request of one's own. */
export const REQUEST = { category: "TRAFFIC", title: "货车通行证", body: "三辆货车进城卸货。" };

/** Files a request; gives its id. */
export async function fileRequest(person) {
  const { submitRequest } = await person.ask(SUBMIT, { input: REQUEST });
  return submitRequest.serviceRequest.id;
}

/** Takes a request. */
export async function acceptRequest(person, id) {
  const version = "query ($id: ID!) { serviceRequest(id: $id) { version } }";
  const { serviceRequest } = await person.ask(version, { id });
  const accept = `mutation ($input: AcceptRequestInput!) {
    acceptRequest(input: $input) { serviceRequest { id } }
  }`;
  await person.ask(accept, { input: { id, version: serviceRequest.version } });
}

/** Adds a note to a request that its requester reads; gives the request's id. */
export async function addNote(person, id) {
  const add = `mutation ($input: AddRequestNoteInput!) {
    addRequestNote(input: $input) { serviceRequest { id } }
  }`;
  const { addRequestNote } = await person.ask(add, {
    input: { id, note: "已电话联系。", visibility: "SHARED" },
  });
  return addRequestNote.serviceRequest.id;
}

/** Ends the session that somebody signed in with. */
export function logout(person) {
  return person.ask("mutation { logout { session { id } } }");
}

/** What was heard so far, and what is to come: `hear` puts in, `until` waits. */
export class Heard {
  #items = [];
  #waiting = new Set();

  get items() {
    return this.#items;
  }

  hear(item) {
    this.#items.push(item);
    for (const look of this.#waiting) look();
  }

  /** The first item that is meant; fails where none comes. */
  until(isMeant, patienceMs = 15_000) {
    return new Promise((found, missed) => {
      const settle = (end, value) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        end(value);
      };
      const look = () => {
        const item = this.#items.find(isMeant);
        if (item !== undefined) settle(found, item);
      };
      const words = () => new Error(`not heard of: ${isMeant}, but ${JSON.stringify(this.#items)}`);
      const timer = setTimeout(() => settle(missed, words()), patienceMs);
      this.#waiting.add(look);
      look();
    });
  }
}

/**
 * Makes something happen until it is told of, and gives the id of the request that it was about: the
 * protocol has no word for a subscription that has begun.
 */
export async function begun(happen, heard, isAbout) {
  for (let tries = 0; tries < 20; tries += 1) {
    const id = await happen();
    const told = heard.until((item) => isAbout(item, id), 1_000);
    if (await told.catch(() => undefined)) return id;
  }
  throw new Error(`the subscription did not begin: ${JSON.stringify(heard.items)}`);
}

/** Longer than it takes to come back for whoever would. */
export const silence = () => new Promise((over) => setTimeout(over, 1_500));
