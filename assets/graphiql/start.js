'use strict';

const signIn = `# 一、登录。演示账号见服务器上的
#    data/demo-people.json
# 二、登录后浏览器会记住会话，新开一个标签页（+）即可查询：
#    { viewer { user { name role } } }

mutation SignIn {
  login(input: {username: "", password: ""}) {
    accessToken
    viewer {
      user {
        name
        role
      }
    }
  }
}
`;

const webSocketOrigin = location.origin.replace(/^http/, 'ws');

ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(
    GraphiQL,
    {
      fetcher: GraphiQL.createFetcher({
        url: '/graphql',
        subscriptionUrl: `${webSocketOrigin}/graphql/ws`,
      }),
      defaultQuery: signIn,
      defaultEditorToolsVisibility: 'headers',
      isHeadersEditorEnabled: true,
      // What is typed here holds a password: it goes when the browser's tab closes.
      storage: sessionStorage,
      shouldPersistHeaders: false,
    },
    React.createElement(
      GraphiQL.Logo,
      null,
      React.createElement('a', { className: 'wanqi-logo', href: '/' }, '万企 GraphiQL'),
    ),
  ),
);
