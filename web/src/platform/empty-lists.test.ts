import { Client, cacheExchange, type Exchange, gql } from "urql";
import { expect, it } from "vitest";
import { filter, map, pipe } from "wonka";
import { emptyLists, rowTypesIn } from "./empty-lists";

const list = gql`
  query {
    feeds {
      nodes {
        id
      }
    }
  }
`;
const make = gql`
  mutation {
    makeFeed {
      id
    }
  }
`;

it("finds the types of rows however deep a list lies", () => {
  const visits = { __typename: "VisitConnection", nodes: [] };
  const firm = { __typename: "Enterprise", visits };
  const firms = { __typename: "EnterpriseConnection", nodes: [firm] };
  expect(rowTypesIn({ firms, town: null })).toEqual(["Enterprise", "Visit"]);
});

it("reads an empty list again once its first row was made", async () => {
  let rows: readonly unknown[] = [];
  const server: Exchange = () => (operations) =>
    pipe(
      operations,
      filter(({ kind }) => kind !== "teardown"),
      map((operation) => {
        const feed = { __typename: "Feed", id: "1" };
        if (operation.kind === "mutation") rows = [feed];
        const data =
          operation.kind === "mutation"
            ? { makeFeed: feed }
            : { feeds: { __typename: "FeedConnection", nodes: rows } };
        return { operation, data, stale: false, hasNext: false };
      }),
    );
  const exchanges = [cacheExchange, emptyLists, server];
  const client = new Client({ url: "/graphql", preferGetMethod: false, exchanges });
  const seen: number[] = [];
  const { unsubscribe } = client
    .query(list, {})
    .subscribe(({ data }) => seen.push(data.feeds.nodes.length));
  await client.mutation(make, {});
  await new Promise((done) => setTimeout(done));
  unsubscribe();
  expect(seen.at(-1)).toBe(1);
});
